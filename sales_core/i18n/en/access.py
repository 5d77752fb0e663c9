"""Words of signing in."""

TEXTS: dict[str, str] = {
    "signin.title": "Sign in",
    "signin.product": "Sales Cockpit",
    "signin.name": "Name",
    "signin.password": "Password",
    "signin.button": "Sign in",
    "signin.note": "No password? Ask an administrator for a one-time link; a server started on this machine prints one "
    "in its terminal.",
    "signin.wrong": "Name or password is wrong.",
    "signin.too_often": "Too many tries. Try again in five minutes.",
    "signin.link_used": "This link was used or has expired. Ask an administrator for a new one.",
}
