"""Words of signing in."""

TEXTS: dict[str, str] = {
    "signin.title": "登录",
    "signin.product": "销售驾驶舱",
    "signin.name": "账户名",
    "signin.password": "密码",
    "signin.button": "登录",
    "signin.note": "没有密码？请管理员生成一次性登录链接；在本机启动时，链接会显示在终端里。",
    "signin.wrong": "账户名或密码不正确。",
    "signin.too_often": "尝试次数过多，请五分钟后再试。",
    "signin.link_used": "链接已用过或已过期，请管理员重新生成。",
}
