"""导入前须逐项确认的推测与减少。"""

TEXTS: dict[str, str] = {}
