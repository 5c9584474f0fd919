"""Admin classes whose rows belong to units: access by role, and 404 for what is not there for a person."""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import URLPattern

from budgetportal.units.access import reach_in, reached_units

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
else:
    ModelAdmin = admin.ModelAdmin


def hidden(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let a page that a person may not open look like one that does not exist."""

    @wraps(view)
    def answer(*args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(*args, **kwargs)
        except PermissionDenied as error:
            raise Http404 from error

    return answer


class HiddenAdmin(ModelAdmin):
    """Answers 404 where Django's admin would say 403, or send away with the name of the row."""

    def get_urls(self) -> list[URLPattern]:
        """Wrap every address of the class, those of subclasses as well if they call this last."""
        urls = super().get_urls()
        for url in urls:
            url.callback = hidden(url.callback)
        return urls

    def _get_obj_does_not_exist_redirect(self, _request: HttpRequest, _opts: Any, _object_id: str | None) -> Any:
        raise Http404


class UnitScopedAdmin(HiddenAdmin):
    """Shows and changes the rows of units in which the person has one of the named roles."""

    unit_path = "unit"  # the lookup from a row to its unit; "pk" where the rows are units
    roles_view: Iterable[str] = ()  # in addition to those that change
    roles_change: Iterable[str] = ()
    roles_add: Iterable[str] | None = None  # as roles_change where not named
    roles_delete: Iterable[str] = ()

    def units_reached(self, request: HttpRequest, roles: Iterable[str]) -> frozenset[int]:
        """Return the primary keys of the units where the person has one of the roles."""
        return reached_units(reach_in(request), roles)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Keep to the rows that the person may see."""
        units = self.units_reached(request, self._viewing())
        return super().get_queryset(request).filter(**{f"{self.unit_path}__in": units})

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Show the class in the index to those who see any row."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """See the row."""
        return self._allowed(request, obj, self._viewing())

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Change the row."""
        return self._allowed(request, obj, self.roles_change)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Add a row in some unit; the form has to keep to those units."""
        return self._allowed(request, None, self.roles_change if self.roles_add is None else self.roles_add)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Delete the row."""
        return self._allowed(request, obj, self.roles_delete)

    def _viewing(self) -> tuple[str, ...]:
        return (*self.roles_view, *self.roles_change)

    def _allowed(self, request: HttpRequest, obj: Model | None, roles: Iterable[str]) -> bool:
        units = self.units_reached(request, roles)
        return bool(units) if obj is None else unit_key(obj, self.unit_path) in units


def unit_key(obj: Any, path: str) -> Any:
    """Return the primary key of the unit to which a path such as ``filing__unit`` leads from a row."""
    *steps, last = path.split("__")
    for step in steps:
        obj = getattr(obj, step)
    return obj.pk if last == "pk" else getattr(obj, f"{last}_id")
