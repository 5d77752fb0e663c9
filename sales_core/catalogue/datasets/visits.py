"""Visits: one row per visit to a customer that was planned, made or missed, by whom, what for and what came of it."""

from __future__ import annotations

from sales_core.catalogue import columns as s
from sales_core.catalogue.dataset import (
    ColumnRole,
    CoverageRule,
    Dataset,
    DatasetGrain,
    EntityRef,
    Sensitivity,
    ValueKind,
    column,
)
from sales_core.catalogue.headline import AggregateKind, HeadlineMeasure

DATASET = Dataset(
    id="visits",
    grain=DatasetGrain.EVENT,
    order=7,
    columns=(
        column(
            "date", ValueKind.DATE, "拜访日期", "拜访时间", "走访日期", "走访时间", "签到时间", "签到日期", "计划日期", "计划拜访日期", "日期",
            "visit date", "visited on", "check-in", "check in time", "start date", "start", required=True, example="2026-05-18",
            role=ColumnRole.DATE, negative_words=("签退", "结束", "下次", "check-out", "check out", "end", "next", "created", "创建"),
        ),
        column(
            "kind", ValueKind.TEXT, "拜访状态", "完成状态", "执行状态", "状态", "计划/完成", "计划/实际", "visit status", "status",
            example="已完成", role=ColumnRole.STATUS,
            choices=(
                ("done", ("已完成", "完成", "已拜访", "已执行", "实际", "done", "completed", "visited", "actual", "held", "closed")),
                ("planned", ("计划", "计划中", "已计划", "待拜访", "待执行", "未开始", "planned", "plan", "scheduled", "open", "not started")),
                ("missed", ("未拜访", "未完成", "未执行", "已取消", "取消", "失约", "missed", "cancelled", "canceled", "no show", "not held", "skipped")),
            ),
        ),
        column("on_plan", ValueKind.FLAG, "是否计划内", "计划拜访", "是否计划", "planned visit", "on plan", "is planned", example="是"),
        s.REP,
        column(
            "rep_name", ValueKind.NAME, "拜访人", "走访人", "业务员名称", "业务员姓名", "销售员", "销售代表", "业代", "外勤人员", "员工姓名",
            "姓名", "visited by", "visitor", "salesperson", "rep name", "sales representative", "rep", "assigned to", "owner",
            example="张伟", sensitivity=Sensitivity.PERSON,
        ),
        s.CUSTOMER,
        column(
            "customer_name", ValueKind.NAME, "拜访客户", "走访客户", "拜访对象", *s.CUSTOMER_NAME.aliases, "account", "regarding", "company",
            example="上海华联超市", sensitivity=Sensitivity.CUSTOMER,
        ),
        s.COUNTRY, s.REGION,
        column("branch", ValueKind.NAME, "分支机构", "办事处", "部门", "所属部门", "销售部门", "营业部", "branch office", example="上海"),
        column(
            "purpose", ValueKind.TEXT, "拜访类型", "拜访事由", "拜访主题", "走访目的", "拜访内容", "visit type", "subject", "purpose of visit",
            "call objective", example="新品推广",
        ),
        column(
            "minutes", ValueKind.QUANTITY, "拜访时长", "拜访时长(分钟)", "停留时长", "停留时间", "在店时长", "时长", "duration", "duration (minutes)",
            "minutes spent", "time in store", example="35", role=ColumnRole.QUANTITY, minimum=0, maximum=1440,
        ),
        column(
            "result", ValueKind.TEXT, "拜访总结", "拜访小结", "拜访反馈", "走访结果", "跟进结果", "outcome", "visit result", "call result", "call notes",
            example="同意陈列",
        ),
        column("order_no", ValueKind.CODE, "拜访订单号", "订单编号", "订单号", "成交单号", "order id", "order number", "order taken", example=""),
    ),
    primary_key=("date", "rep", "rep_name", "customer", "customer_name", "kind"),
    partition=("date", "kind", "rep", "rep_name"),
    any_of=(("customer", "customer_name"), ("rep", "rep_name")),
    period="date",
    measures=("minutes",),
    defaults=(("kind", "done"),),
    locks_with_period=True,
    may_be_future=True,
    coverage=CoverageRule.OWN_DAY,
    entities=(
        EntityRef("customer", "customer", "customer_name"),
        EntityRef("rep", "rep", "rep_name"),
        EntityRef("branch", "branch", "branch", ("country", "region")),
    ),
    headlines=(
        HeadlineMeasure("visits_done", "kind", "visits_done", AggregateKind.COUNT, (("kind", "done"),)),
        HeadlineMeasure("visits_planned", "kind", "visits_planned", AggregateKind.COUNT, (("kind", "planned"),)),
    ),
    identified_by=("purpose", "minutes", "result", "on_plan"),
    confirmed_by=("purpose", "minutes", "result"),
    subject_words=("拜访", "走访", "visit", "call report", "call log"),
    negative_words=("售点", "巡店", "门店检查", "终端检查", "稽查", "audit", "store check"),
    negative_headers=("得分", "score", "排面", "facing", "金额", "amount"),
)  # fmt: skip
