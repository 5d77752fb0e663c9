"""What a column that was not read may be: known by its header and its values, so that nobody overlooks it."""

from __future__ import annotations

from dataclasses import dataclass

from sales_core.catalogue.dataset import ColumnRole, ValueKind


@dataclass(frozen=True, slots=True)
class UnreadKind:
    """A header that says one of `words` (any header without them) and none of `excluded`, over values of `shapes`.

    It counts where the dataset lacks what it may be: a column with one of `roles`, else one of `kind`. `decides`: figures
    rest on it; unread, they may be wrong and not only missing. Its words are `unread.<id>`.
    """

    id: str
    words: tuple[str, ...]
    shapes: tuple[str, ...]
    excluded: tuple[str, ...] = ()
    roles: tuple[ColumnRole, ...] = ()
    kind: ValueKind = ValueKind.TEXT
    decides: bool = False
    among_targets: bool | None = None
    """Whether it counts in a table of targets (True), of what happened (False), or by what a table lacks (None)."""


#: Shares and differences of a target and what came of it: they follow from the two.
_FOLLOWS = (
    *("率", "达成", "完成", "差异", "差额", "占比", "rate", "percent", "pct", "share", "achievement", "attainment", "achieved", "index"),
    *("variance", "var", "gap", "diff", "difference", "vs", "差异", "달성", "차이", "abweichung", "erreichung", "ecart", "desvio"),
)  # fmt: skip
_TARGET = (
    *("目标", "任务", "预算", "计划", "予算", "计画", "計画", "목표", "예산", "계획", "target", "budget", "quota", "plan", "planned", "goal"),
    *("umsatzziel", "absatzziel", "zielumsatz", "umsatzplan", "planumsatz", "sollumsatz"),
    *("forecast", "预测", "ziel", "soll", "objectif", "objetivo", "presupuesto", "meta", "orcamento", "previsto", "prevu", "plano"),
)  # fmt: skip
_ACTUAL = (
    *("销售额", "销售金额", "实际", "实绩", "业绩", "売上", "実绩", "매출", "실적", "actual", "actuals", "sales", "revenue", "turnover"),
    *("sold", "umsatz", "ist", "ventes", "realise", "ventas", "vendas", "realizado", "real"),
)  # fmt: skip

UNREAD_KINDS: tuple[UnreadKind, ...] = (
    UnreadKind(
        "status",
        ("状态", "状況", "ステータス", "상태", "status", "estado", "statut", "zustand", "situacao"),
        ("text", "mixed"),
        roles=(ColumnRole.DOCUMENT_STATUS,),
        decides=True,
    ),
    UnreadKind(
        "balance",
        (
            *("余额", "未收", "未清", "未结", "欠款", "残高", "未決済", "未入金", "잔액", "미수", "미결"),
            *("balance", "outstanding", "open", "unpaid", "remaining", "saldo", "offen", "solde", "ouvert", "restant"),
            *("pendiente", "abierto", "aberto"),
        ),
        ("number",),
        roles=(ColumnRole.DOCUMENT_BALANCE,),
        decides=True,
    ),
    UnreadKind(
        "profit",
        ("利润", "毛利", "粗利", "이익", "profit", "margin", "gewinn", "marge", "beneficio", "lucro", "benefice"),
        ("number",),
        roles=(ColumnRole.PROFIT, ColumnRole.COST, ColumnRole.UNIT_COST),
    ),
    UnreadKind(
        "cost",
        ("成本", "原価", "원가", "cost", "cogs", "kosten", "coste", "costo", "custo", "cout"),
        ("number",),
        roles=(ColumnRole.COST, ColumnRole.UNIT_COST, ColumnRole.PROFIT),
    ),
    UnreadKind(
        "id",
        (
            *("编号", "编码", "代码", "单号", "番号", "コード", "번호", "코드"),
            *("id", "code", "key", "number", "no", "nr", "num", "nummer", "numero", "codigo"),
        ),
        ("number", "text", "mixed"),
        excluded=(
            *(
                "邮编",
                "邮政",
                "电话",
                "手机",
                "税号",
                "身份证",
                "行号",
                "序号",
                "银行",
                "账号",
                "供应商",
                "厂家",
                "制造商",
            ),
            *(
                "postal",
                "zip",
                "phone",
                "fax",
                "tax",
                "vat",
                "row",
                "line",
                "bank",
                "account",
                "tracking",
                "house",
                "vendor",
                "supplier",
                "manufacturer",
            ),
        ),
        kind=ValueKind.CODE,
    ),
    UnreadKind("target", _TARGET, ("number",), excluded=_FOLLOWS, decides=True, among_targets=False),
    UnreadKind("actual", _ACTUAL, ("number",), excluded=(*_FOLLOWS, *_TARGET), decides=True, among_targets=True),
    UnreadKind("date", (), ("date",), excluded=("打印", "制单", "printed", "export", "birth"), kind=ValueKind.DATE),
)
#: A column of numbers between months across, where one is lacking: its figures would be missing.
AMONG_MONTHS = UnreadKind("month", (), ("number",), decides=True)
