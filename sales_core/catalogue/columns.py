"""Columns that several datasets carry under one name."""

from __future__ import annotations

from sales_core.catalogue.dataset import ColumnRole, DatasetColumn, Sensitivity, ValueKind, column

#: Words of a header that speaks of another time than the table's own: last month, last year, the beginning.
OTHER_PERIOD = (
    "上月", "上期", "上年", "去年", "同期", "上周", "昨日", "期初", "年初", "月初", "本年累计", "累计", "前月", "前年", "전월", "전년",
    "last month", "last year", "last period", "prior", "previous", "prev", "ly", "pm", "py", "opening", "beginning", "ytd",
    "vorjahr", "vormonat", "anterior", "precedent",
)  # fmt: skip
#: Words of a header whose figures are taken off or come before something is taken off, where a net figure stands beside.
GROSS = ("毛", "gross", "brutto", "退货前", "折前", "税前", "优惠前")
NET = (
    "净",
    "純",
    "순",
    "net",
    "netto",
    "折后",
    "实付",
    "实收",
    "实际",
    "本月",
    "本期",
    "当月",
    "liquido",
    "neta",
    "neto",
    "actual",
    "this month",
)
#: What goods that came back, a tax or a fee are called: never the amount of a sale.
NOT_SALES = (
    "退货", "退款", "退回", "返品", "반품", "退换", "运费", "优惠", "提成", "佣金", "返利", "目标", "计划", "任务", "预算", "预测",
    "returns", "return", "returned", "refund", "refunds", "refunded", "tax", "taxes", "vat", "shipping", "freight", "commission",
    "discount", "target", "budget", "forecast", "quota", "retoure", "retouren", "rabatt", "mwst", "mw st", "devolucion", "devoluciones",
    "tip", "tva", "iva", "icms", "ust", "impuestos", "imposto", "frete", "envio", "versandkosten", "port", "税额", "消费税", "送料", "부가세", "세액", "배송비",
)  # fmt: skip
#: Headers of the numbers or names of months, in the languages whose months are read.
MONTH = (
    "月", "月份", "月度", "월", "month", "month no", "month number", "monat", "mois", "mes", "mês", "mese", "maand", "miesiąc", "месяц", "ay", "bulan",
)  # fmt: skip
#: Headers that say nothing but when: a day or a month, in the languages whose months are read.
TIME = (
    *("日期", "日", "月", "月份", "年月", "时间", "期间", "年月日", "日付", "날짜", "월", "년월", "date", "day", "month", "period", "time", "timestamp"),
    *("datum", "tag", "monat", "zeitraum", "jour", "mois", "période", "fecha", "día", "mes", "periodo", "data", "dia", "mês", "período"),
    *("giorno", "mese", "dag", "maand", "dzień", "miesiąc", "дата", "день", "месяц", "tarih", "gün", "ay", "tanggal", "hari", "bulan"),
)  # fmt: skip
#: What stands between a net amount and the total of its document: taxes, fees that are charged on top, deductions.
TAX = (
    *(
        "税额",
        "税金",
        "增值税",
        "消费税",
        "稅額",
        "税費",
        "세액",
        "부가세",
        "tax",
        "taxes",
        "vat",
        "gst",
        "hst",
        "pst",
        "sales tax",
        "mwst",
        "mw st",
        "ust",
        "u st",
    ),
    *(
        "umsatzsteuer",
        "steuer",
        "tva",
        "taxe",
        "iva",
        "igv",
        "icms",
        "ipi",
        "impuesto",
        "impuestos",
        "imposto",
        "impostos",
    ),
)
FEE = (
    *(
        "运费",
        "邮费",
        "运杂费",
        "手续费",
        "服务费",
        "送料",
        "手数料",
        "배송비",
        "shipping",
        "freight",
        "delivery",
        "postage",
        "handling",
        "surcharge",
    ),
    *(
        "tip",
        "tips",
        "fee",
        "fees",
        "versand",
        "versandkosten",
        "fracht",
        "port",
        "livraison",
        "envio",
        "flete",
        "frete",
    ),
)
DEDUCTION = (
    *(
        "优惠",
        "折扣额",
        "折扣金额",
        "减免",
        "抵扣",
        "値引",
        "割引",
        "할인",
        "discount",
        "discounts",
        "rebate",
        "coupon",
        "voucher",
        "rabatt",
        "nachlass",
    ),
    *("remise", "rabais", "descuento", "desconto"),
)
TOTAL = (
    *(
        "合计",
        "总额",
        "总计",
        "总金额",
        "应付",
        "価税合計",
        "合計",
        "総額",
        "합계",
        "총액",
        "total",
        "grand total",
        "gross",
        "amount due",
        "payable",
    ),
    *("gesamt", "gesamtbetrag", "brutto", "bruttobetrag", "summe", "ttc", "importe total", "valor total"),
)
#: What the header of a column of numbers says that holds neither money nor pieces.
NOT_MONEY = (
    *(
        "id",
        "no",
        "nr",
        "num",
        "number",
        "code",
        "row",
        "line",
        "year",
        "age",
        "phone",
        "zip",
        "postal",
        "weight",
        "kg",
    ),
    *("volume", "size", "rate", "percent", "ratio", "score", "rating", "count", "times", "lat", "lon", "latitude"),
    *(
        "longitude",
        "号",
        "编码",
        "代码",
        "序",
        "年份",
        "月份",
        "电话",
        "邮编",
        "重量",
        "体积",
        "规格",
        "率",
        "占比",
        "次数",
    ),
    *("番号", "번호", "코드"),
)
#: Words that say that a column holds money and no pieces, and the reverse.
MONEY_WORDS = ("金额", "单价", "价格", "成本", "amount", "value", "price", "cost")
PIECES_WORDS = ("数量", "件数", "箱数", "qty", "quantity", "menge", "cantidad", "quantite", "quantidade")
#: Sides of a stock movement: neither is the stock itself.
MOVEMENT = (
    "收入",
    "发出",
    "入库",
    "出库",
    "入荷",
    "入庫",
    "出庫",
    "입고",
    "출고",
    "in",
    "out",
    "inward",
    "outward",
    "received",
    "issued",
    "zugang",
    "abgang",
    "盈亏",
    "差异",
    "variance",
    "difference",
    "diff",
    "adjustment",
)
COUNTRY = column("country", ValueKind.NAME, "国别", "country/region", "country name", example="中国")
REGION = column(
    "region", ValueKind.NAME, "区域", "销售区域", "销售大区", "片区", "战区", "area",
    "sales region", "territory", example="华东",
    value_endings=("大区", "地区", "片区", "区域", "华东", "华南", "华北", "华中", "西南", "西北", "东北", "region"),
)  # fmt: skip
BRANCH = column(
    "branch", ValueKind.NAME, "分支机构", "办事处", "部门", "销售部门", "机构", "分部", "营业部", "经营部", "branch office",
    "office", "store", "storekey", "门店", example="上海",
    value_endings=("分公司", "办事处", "门店", "分店", "店", "市", "branch", "store"),
)  # fmt: skip
REP = column(
    "rep", ValueKind.CODE, "业务员编码", "业务员代码", "职员编号", "业务员编号", "销售员编码", "员工编号", "员工工号", "职员编码",
    "rep id", "salesperson id", "employee id", "sales rep id", example="E100",
)  # fmt: skip
REP_NAME = column(
    "rep_name", ValueKind.NAME, "业务员名称", "业务员姓名", "销售员", "销售代表", "销售人员", "经手人", "业务员名字", "业代",
    "客户经理", "责任人", "姓名", "salesperson", "rep name", "sales representative", "rep", "sales person",
    example="张伟", sensitivity=Sensitivity.PERSON,
)  # fmt: skip
CUSTOMER = column(
    "customer", ValueKind.CODE, "客户代码", "客户编号", "客户号", "往来单位编码", "customer id",
    "customer no", "customerkey", "customer number", "account id", "sold-to party", "sold to", example="C1000",
)  # fmt: skip
CUSTOMER_NAME = column(
    "customer_name", ValueKind.NAME, "客户", "客户简称", "客户全称", "购货单位", "购货单位名称", "购买单位", "往来单位", "往来单位名称",
    "单位名称", "经销商", "经销商名称", "customer name", "account name", "client", "sold to", example="上海华联超市",
    sensitivity=Sensitivity.CUSTOMER,
)  # fmt: skip
PRODUCT = column(
    "product", ValueKind.CODE, "商品编码", "商品编号", "产品编号", "存货编码", "存货代码", "物料号", "物料编码", "物料代码", "品号", "货号",
    "商品代码", "产品代码", "sku", "product id", "item code", "productkey", "material", "item no", "ordered item", "item number", "isbn",
    "isbn 码", "商品条码", "条码", example="P000",
)  # fmt: skip
PRODUCT_NAME = column(
    "product_name", ValueKind.NAME, "商品名称", "存货名称", "物料名称", "商品全名", "产品全名", "品名", "货品名称", "商品",
    "product name", "item name", "description", "product description", example="乌龙茶 500ml",
)  # fmt: skip
CATEGORY = column(
    "category", ValueKind.NAME, "产品类别", "商品分类", "存货分类", "大类", "类别", "产品大类", "category name",
    "product group", "product category", example="茶饮",
)  # fmt: skip
SUBCATEGORY = column(
    "subcategory", ValueKind.NAME, "子类", "产品小类", "中类", "sub category", "subcategory name",
    "subcategoryname", example="无糖茶",
)  # fmt: skip
BRAND = column("brand", ValueKind.NAME, "系列", "brand name", "manufacturer", example="山泉")
CHANNEL = column(
    "channel", ValueKind.NAME, "销售渠道", "渠道类型", "客户渠道", "sales channel", "channel type",
    example="KA", value_endings=("渠道", "channel"),
)  # fmt: skip
SEGMENT = column("segment", ValueKind.NAME, "客群", "customer segment", "market segment", example="企业")
WAREHOUSE = column(
    "warehouse", ValueKind.NAME, "仓库名称", "库房", "仓库编码", "库位", "bin location", "location",
    "warehouse name", example="上海仓",
)  # fmt: skip
CURRENCY = column(
    "currency",
    ValueKind.CODE,
    "币别",
    "货币",
    "currency code",
    "currencycode",
    "doc. currency",
    "document currency",
    example="CNY",
    role=ColumnRole.CURRENCY,
)


def status(*aliases: str) -> DatasetColumn:
    """Whether a document counts. Read, asked about, not stored."""
    return column("status", ValueKind.TEXT, *aliases, role=ColumnRole.DOCUMENT_STATUS)
