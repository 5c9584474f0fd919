"""Static files under names made of their content, which browsers and the proxy may keep for a year."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticFiles(CompressedManifestStaticFilesStorage):
    """Scripts name each other by those names, too: otherwise a browser would go on with modules of an older release."""

    support_js_module_import_aggregation = True
    max_post_process_passes = 20  # a module's name changes with that of each module that it imports
