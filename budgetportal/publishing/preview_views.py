"""The preview in the browser: for whoever may see the filing, kept nowhere, at no public address."""

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods, require_safe

from budgetportal.disclosure.editions import compose
from budgetportal.publishing import addresses, artefacts, making, previews
from budgetportal.publishing.models import ArtefactName, Preview
from budgetportal.publishing.previews import Draft, Standing
from budgetportal.publishing.views import context_of, person_of, record_for
from budgetportal.rendering import html

CANCEL = "cancel"


@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: HttpRequest, record: int) -> HttpResponse:
    """Show what would be published now, and how far its PDF is; a post orders the PDF, or takes the order back."""
    draft = Draft(record_for(request, record))
    if request.method != "POST":
        return _shown(request, draft)
    if request.POST.get("action") == CANCEL:
        previews.cancel(draft.record)
    else:
        previews.order(draft.record, person_of(request))
    return redirect("publishing:preview", draft.record.pk)


def _shown(request: HttpRequest, draft: Draft) -> HttpResponse:
    context = context_of(request, draft.record, title=f"{draft.record}：预览", problems=draft.problems)
    if not draft.problems:
        version = draft.version
        document, stamp = compose(making.filing_of(version)), making.stamp_of(version)
        standing = Standing.of(draft.record)
        context |= {
            "version": version,
            "document": document,
            "standing": standing,
            "is_of_now": standing.shows(version),
            "now": timezone.localtime(),
            "article": mark_safe(html.article(document, stamp)),  # noqa: S308  (escaped by the renderer)
        }
    return render(request, "publishing/preview.html", context)


@require_safe
def preview_status(request: HttpRequest, record: int) -> JsonResponse:
    """Return how far the PDF is, for a page that waits."""
    return JsonResponse(Standing.of(record_for(request, record)).as_json())


@require_safe
def preview_page(request: HttpRequest, record: int) -> HttpResponse:
    """Return the page alone, byte for byte as it would be published."""
    draft = Draft(record_for(request, record))
    if draft.problems:
        raise Http404
    return HttpResponse(draft.page, content_type=artefacts.MEDIA_TYPES[ArtefactName.PAGE])


@require_safe
def preview_pdf(request: HttpRequest, record: int) -> HttpResponse:
    """Return the PDF that was made last; one that is of other content says so on the page that leads here."""
    found = Preview.objects.filter(record=record_for(request, record), finished_at__isnull=False).first()
    if found is None or found.pdf is None:
        raise Http404
    name = addresses.file_name(previews.version_of(found), ArtefactName.PDF)
    return HttpResponse(
        bytes(found.pdf),
        content_type=artefacts.MEDIA_TYPES[ArtefactName.PDF],
        headers={"Content-Disposition": f'inline; filename="preview-{name}"'},
    )
