"""Every dimension a figure can be split by, with where its names come from."""

from __future__ import annotations

from sales_core.catalogue.metric import Dimension
from sales_core.kernel.terms import Text

#: From the finest to the coarsest; values are the first day of the span (DATE).
TIME_GRAINS: tuple[str, ...] = ("date", "week", "month", "quarter", "year")

DIMENSIONS: tuple[Dimension, ...] = (
    Dimension("date", Text("日期", "Day"), is_time=True),
    Dimension("week", Text("周", "Week"), is_time=True),
    Dimension("month", Text("月份", "Month"), is_time=True),
    Dimension("quarter", Text("季度", "Quarter"), is_time=True),
    Dimension("year", Text("年份", "Year"), is_time=True),
    Dimension("country", Text("国家", "Country")),
    Dimension("region", Text("大区", "Region")),
    Dimension("branch", Text("分公司", "Branch"), "dim_branch", "name"),
    Dimension("rep", Text("业务员", "Rep"), "dim_rep", "name"),
    Dimension("customer", Text("客户", "Customer"), "dim_customer", "name"),
    Dimension("channel", Text("渠道", "Channel")),
    Dimension("segment", Text("细分市场", "Segment")),
    Dimension("customer_class", Text("客户等级", "Customer class")),
    Dimension("product", Text("产品", "Product"), "dim_product", "name"),
    Dimension("category", Text("品类", "Category")),
    Dimension("subcategory", Text("子品类", "Subcategory")),
    Dimension("brand", Text("品牌", "Brand")),
    Dimension("warehouse", Text("仓库", "Warehouse")),
    Dimension("promotion", Text("促销", "Promotion")),
    Dimension("holder", Text("库存持有方", "Stock holder"), "dim_customer", "name"),
    Dimension("batch", Text("批次", "Batch")),
    Dimension("document_type", Text("单据类型", "Document type")),
    Dimension("method", Text("收款方式", "Payment method")),
    Dimension("currency", Text("币种", "Currency")),
    Dimension("type", Text("费用类型", "Expense type")),
    Dimension("owner", Text("费用负责人", "Expense owner")),
)
