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
    UnreadKind("date", (), ("date",), excluded=("打印", "制单", "printed", "export", "birth"), kind=ValueKind.DATE),
)
