"""Tables that people drop and no dataset holds.

Patterns are searched in text that is NFKC, lower case, trimmed, and in simplified characters.
"""

from __future__ import annotations

from sales_core.catalogue.other_kind import HeaderEvidence, OtherKind

#: Age bands of open items: `1-30`, `31 - 60 days`, `90天以上`, `91 and over`, `> 90`, `current`, `not due`, `未到期`.
AGE_BAND = (
    r"^\d{1,3}\s*[-~–至到]\s*\d{1,3}\s*(天|日|days?|tage|jours|d[ií]as|dias)?$|^(>|≥|over|more than|über|\+)\s*\d{2,3}"
    r"|^\d{2,3}\s*(天|日|days?)?\s*(\+|以上|以内|and over|or more)|^(current|not (yet )?due|未到期|未逾期|not overdue|à échoir)$|^账龄"
)
_TARGET = r"目标|任务|预算|计划|指标|target|budget|quota|plan|goal|ziel|objetivo|meta|objectif|目標|予算|목표|예산"
#: Columns of goods: what was sold, whatever else is paid for it.
_GOODS = r"产品|商品|存货|品目|product|item|sku|artikel|art[ií]culo|produ[ck]t|désignation|품목|상품"
#: Money to or from people and customers that is no price of goods: bonuses, wages, deposits, rebates, loans, rent.
_OTHER_PAYMENT = (
    r"奖金|奖励|工资|薪资|薪酬|津贴|补贴|押金|定金|订金|保证金|预付|返利|返点|借款|备用金|房租|租金"
    r"|\bbonus(es)?\b|\bincentives?\b|\bspiffs?\b|\bpayroll\b|\bsalar(y|ies)\b|\bwages?\b|\ballowances?\b|\bdeposits?\b|\bprepayments?\b"
    r"|\bdown ?payments?\b|\brebates?\b|\bloans?\b|petty cash|\brent\b|\bdonations?\b|\bgrants?\b"
    r"|ボーナス|賞与|赏与|給与|给与|手当|预り金|預り金|敷金|リベート|貸付|贷付|보너스|상여|급여|보증금|선수금|리베이트|대여금"
    r"|\bprämien?\b|\bboni\b|\bgeh[aä]lt(er)?\b|\bl[oö]hne?\b|\banzahlung(en)?\b|\bkaution(en)?\b|\bdarlehen\b|\bmieten?\b"
    r"|\bprimes?\b|\bsalaires?\b|\bacomptes?\b|\bcautions?\b|\bristournes?\b|\bprêts?\b|\bloyers?\b"
    r"|\bbonos?\b|\bprimas?\b|\bsueldos?\b|\bsalarios?\b|\bnóminas?\b|\banticipos?\b|\bfianzas?\b|\bpréstamos?\b|\balquiler(es)?\b"
    r"|\bbônus\b|\bprêmios?\b|\bsalários?\b|\badiantamentos?\b|\bcaução\b|\bempréstimos?\b|\balugu[eé]l\b"
)

OTHER_KINDS: tuple[OtherKind, ...] = (
    OtherKind(
        "receivables_by_customer",
        headers=(HeaderEvidence(AGE_BAND, 3),),
        needed=3,
        excluded=(
            r"单据号|单据编号|单号|发票号|凭证号|发票日期|单据日期|开票日期|到期日|invoice\s*(no|num|#|date)|doc(ument)?\s*(no|num|type)|due\s*date"
            r"|^(num|no\.?|invoice|transaction type)$|rechnungsn|belegn|facture|factura|fatura|請求書|청구서"
        ),
    ),
    OtherKind(
        "account_ledger",
        title=r"明细账|总账|科目余额|序时账|ledger|trial balance|kontoauszug|grand livre|libro mayor",
        headers=(
            HeaderEvidence(r"借方|^debit|^dr\.?$|^soll$|^débit$|^debe$|^débito$|차변"),
            HeaderEvidence(r"贷方|貸方|^credit|^cr\.?$|^haben$|^crédit$|^haber$|^crédito$|대변"),
        ),
        signs=r"^方向$|余额|餘額|balance|saldo|^solde|残高|잔액|摘要|적요|凭证|narration|voucher|^libellé|buchungstext",
        needed=3,
    ),
    OtherKind(
        "commissions",
        title=r"提成|佣金|commission|provision(en)?\b|comisiones|comissões|歩合|コミッション|수당|커미션",
        signs=r"提成|佣金|commission|provision|comisi[oó]n|comiss|歩合|コミッション|수당|커미션",
        # Where tiers begin is said by plans, not by what was paid.
        excluded=rf"档位起点|tier from|{_GOODS}",
        mistaken_for=("sales", "receipts", "receivables"),
    ),
    OtherKind(
        "opportunities",
        title=r"商机|销售机会|opportunit|pipeline|\bdeals?\b",
        headers=(HeaderEvidence(r"^stage$|阶段|pipeline stage|sales stage|deal stage|^phase$"),),
        signs=r"probability|赢率|成功率|可能性|close date|预计成交|预计签约|opportunity|商机|expected revenue|lead source|线索来源",
        needed=3,
    ),
    OtherKind(
        "purchases",
        title=r"采购|purchase|supplier|vendor|einkauf|仕入|구매",
        headers=(
            HeaderEvidence(
                r"供应商|供货商|(?<!product )supplier|(?<!product )vendor|lieferant|fournisseur|proveedor|fornecedor|仕入|매입|공급(?!가)"
            ),
        ),
        excluded=(
            r"客户|customer|kunde|client|得意先|거래처|고객|顾客|买家|buyer|sold.to|ship.to|bill.to|billing|shipping|debitor|最小|安全|reorder|shelf|保质期"
        ),
        mistaken_for=("sales", "receipts", "receivables"),
    ),
    OtherKind(
        "stock_movements",
        headers=(
            HeaderEvidence(
                r"movement type|mvt type|tipo[ _](de[ _])?movimiento|tipo[ _](de[ _])?moviment|type (de )?mouvement|bewegungsart"
                r"|出入库类型|出入库类别|收发类别|入出库|입출고"
            ),
        ),
        excluded=r"金额|amount|importe|montant|betrag|price|单价",
        needed=1,
    ),
    OtherKind(
        "returned_orders",
        headers=(
            HeaderEvidence(
                r"^(sales )?(order|invoice|document)s?[ _]?(id|no\.?|num|number|key|#)$|^orderid$|^(原|销售)?(订单|单据|发票|销售单)(号|号码|编号|id| id)?$|^单号$"
                r"|注文番号|伝票番号|주문 ?번호|bestellnummer|auftragsnummer|n[uú]mero de pedido|^pedido$|num[ée]ro de commande|^commande$"
            ),
            HeaderEvidence(r"return|refund|退货|退款|退回|是否退|返品|반품|retour|devol|zurück"),
        ),
        excluded=(
            r"金额|amount|总额|total|price|单价|value|数量|qty|quantity|units?$|product|item|sku|产品|商品|存货|sales$|revenue|profit|利润|betrag|importe|montant"
            r"|valor|menge|cantidad|quantidade|quantité|金額|数量|금액|수량|artikel|produ[ck]t"
        ),
        lists_returns=True,
    ),
    OtherKind(
        "payroll",
        title=r"工资|薪资|薪酬|payroll|salary|gehalt",
        signs=(
            r"基本工资|应发|实发工资|个税|社保|公积金|base salary|gross pay|net pay|基本給|基本给|支給額|支给额|기본급|지급액|상여"
            r"|grundgehalt|nettolohn|lohnsteuer|salaire|net à payer|salario|sueldo|salário"
        ),
        mistaken_for=("reps", "expenses"),
    ),
    OtherKind(
        "other_payments",
        title=_OTHER_PAYMENT,
        signs=_OTHER_PAYMENT,
        excluded=_GOODS,
        mistaken_for=("sales",),
    ),
    OtherKind(
        "stock_across_warehouses",
        title=r"库存|结存|stock|inventory|bestand",
        headers=(HeaderEvidence(r".(仓|仓库|倉庫?|warehouse|depot|lager)$", 2),),
        excluded=r"数量|結存|结存|qty|quantity|menge|库存$",
        needed=3,
    ),
    OtherKind(
        "actuals_by_month",
        title=r"销售|回款|收款|实际|达成|出库|actual|sales|revenue|collections?|umsatz|ventas|vendas|ventes|売上|매출",
        excluded=_TARGET,
        excluded_title=_TARGET,
        needed=1,
        months_across=True,
    ),
)
