"""People & rights: who may sign in, as what, and which rows each one sees."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.admin import role_rights
from pages.admin.person_data import import_people, person_data
from pages.admin.token_list import all_tokens
from pages.kit.context import PageContext
from pages.kit.literal import literal
from pages.kit.page_spec import PageSpec
from pages.kit.render.grid import grid
from sales_core.api import ORGANISATION, Account, Column, Right, Role, SalesError, Scope, Table, Value

#: How many were added in this session: each one's form is a new one.
_ADDED = "people_added"


def render(page: PageContext) -> None:
    """Draws the list, the form for a new person and the one for a change."""
    people = page.workspace.accounts.list()
    active = [person for person in people if not person.disabled]
    admins = sum(person.role is Role.ADMIN for person in active)
    st.markdown(f"## {page.t('people.headline', count=len(active), admins=admins)}")
    _list(page, people)
    left, right = st.columns(2, gap="large")
    with left:
        _add(page)
    with right:
        _change(page, people)
    import_people(page, f"{_origin()}{page.prefix}")
    role_rights.show(page)
    all_tokens(page)


def _list(page: PageContext, people: tuple[Account, ...]) -> None:
    if not people:
        st.caption(page.t("people.none"))
        return
    rows: list[dict[str, Value]] = [
        {
            "name": person.name,
            "role": page.t(f"shell.role_{person.role.value}"),
            "scope": _scope_text(page, person),
            "state": page.t("people.disabled" if person.disabled else "people.active"),
            "password": page.t("people.has_password" if person.has_password else "people.link_only"),
            "sessions": len(page.workspace.accounts.sessions.of(person.name)),
            "created": person.created.date(),
        }
        for person in people
    ]
    columns = tuple(Column(name, page.t(f"people.{name}")) for name in rows[0])
    grid(page, Table.of("", columns, rows), key="people")


def _scope_text(page: PageContext, person: Account) -> str:
    """Which rows the person sees: what was allowed, or everything; a rep for whom nothing was named sees none."""
    if not person.scope.allowed and person.row_scope.allowed:
        return page.t("people.no_rows")
    parts = [
        f"{_dimension_name(page, name)}: {'、'.join(_value_names(page, name, codes))}"
        for name, codes in person.scope.allowed
    ]
    return "；".join(parts) or page.t("people.all_rows")


def _dimension_name(page: PageContext, dimension: str) -> str:
    """Its label; the id itself of one that an older account names and that nothing declares any more."""
    declared = page.catalogue.dimensions.get(dimension)
    return page.say(declared.label) if declared else dimension


def _value_names(page: PageContext, dimension: str, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(page.label(dimension, code) for code in codes) if dimension in page.catalogue.dimensions else codes


def _add(page: PageContext) -> None:
    st.markdown(f"### {page.t('people.add')}")
    # Emptied only once the person is there: nobody types it all again because a password was refused.
    turn = st.session_state.get(_ADDED, 0)
    with st.form(f"people_add_{turn}"):
        name = st.text_input(page.t("people.name"), max_chars=60)
        role = _role(page, Role.REP, f"people_add_role_{turn}")
        scope = _scope(page, Scope(), f"people_add_{turn}")
        password = st.text_input(page.t("people.password_optional"), type="password")
        if st.form_submit_button(page.t("people.add_do"), type="primary"):
            with _said(page):
                page.workspace.accounts.add(name, role, scope, password, by=page.viewer.name)
                st.session_state[_ADDED] = turn + 1
                st.toast(page.t("people.added", name=literal(name)))
                st.rerun()


def _change(page: PageContext, people: tuple[Account, ...]) -> None:
    if not people:
        return
    st.markdown(f"### {page.t('people.edit')}")
    name = st.selectbox(page.t("people.who"), [person.name for person in people], key="people_who")
    person = next((one for one in people if one.name == name), None)
    if person is None:
        return
    accounts, by = page.workspace.accounts, page.viewer.name
    with st.form("people_rights"):
        role = _role(page, person.role, f"people_role_{person.name}")
        scope = _scope(page, person.scope, f"people_{person.name}")
        if st.form_submit_button(page.t("people.save"), type="primary"):
            with _said(page):
                accounts.set_role(person.name, role, scope, by=by)
                st.toast(page.t("people.saved"))
                st.rerun()
    _sign_in_means(page, person)
    person_data(page, person.name)
    with st.container(horizontal=True):
        if st.button(page.t("people.enable" if person.disabled else "people.disable"), key="people_switch"):
            with _said(page):
                (accounts.enable if person.disabled else accounts.disable)(person.name, by=by)
                st.rerun()
        if st.button(page.t("people.end_sessions"), key="people_end"):
            accounts.end_sessions(person.name, by=by)
            st.toast(page.t("people.ended", name=literal(person.name)))


def _sign_in_means(page: PageContext, person: Account) -> None:
    accounts, by = page.workspace.accounts, page.viewer.name
    if st.button(page.t("people.make_link"), key="people_link", disabled=person.disabled):
        with _said(page):
            secret = accounts.link_for(person.name, by=by)
            st.caption(page.t("people.link_made", name=literal(person.name)))
            st.code(f"{_origin()}{page.prefix}/enter/{secret}", language=None, wrap_lines=True)
    with st.form("people_password"):
        password = st.text_input(page.t("people.new_password"), type="password")
        if st.form_submit_button(page.t("people.set_password")):
            with _said(page):
                accounts.set_password(person.name, password, by=by)
                st.toast(page.t("people.password_set"))


def _origin() -> str:
    host = st.context.headers.get("host", "127.0.0.1")
    return f"{(st.context.url or 'http').partition(':')[0]}://{host}"


def _role(page: PageContext, role: Role, key: str) -> Role:
    chosen = st.selectbox(
        page.t("people.role"),
        list(Role),
        index=list(Role).index(role),
        format_func=lambda item: page.t(f"shell.role_{item.value}"),
        key=key,
        help="\n".join(f"- **{page.t(f'shell.role_{one}')}**: {page.t(f'people.role_means_{one}')}" for one in Role),
    )
    return Role(chosen or role)


def _scope(page: PageContext, scope: Scope, key: str) -> Scope:
    held = scope.as_mapping()
    allowed = {}
    # A dimension set by command is offered too: saving the form must not widen what the person sees.
    for dimension in dict.fromkeys((*ORGANISATION, *held)):
        is_declared = dimension in page.catalogue.dimensions
        names = dict(page.workspace.figures.values(dimension, page.viewer, page.version)) if is_declared else {}
        names |= {code: code for code in held.get(dimension, ()) if code not in names}
        chosen = st.multiselect(
            _dimension_name(page, dimension),
            list(names),
            default=list(held.get(dimension, ())),
            format_func=partial(_name_in, names),
            key=f"{key}_{dimension}",
            placeholder=page.t("people.all_rows"),
        )
        if chosen:
            allowed[dimension] = tuple(chosen)
    st.caption(page.t("people.scope_help"))
    return Scope.of(allowed)


class _said:  # noqa: N801 - reads as a verb where it is used
    """Shows a refusal of the accounts as a message instead of a failed page."""

    def __init__(self, page: PageContext) -> None:
        self._page = page

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, SalesError):
            st.error(literal(error.describe(self._page.locale)), icon="⚠️")
            return True
        return False


def _name_in(names: dict[str, str], code: str) -> str:
    return names.get(code) or code


PAGE = PageSpec(
    "people",
    "admin",
    1,
    draw=render,
    right=Right.MANAGE_USERS,
    question="question.people",
    has_bar=False,
    needs_data=False,
)
