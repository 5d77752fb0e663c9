"""Who the invented company is: regions, branches, categories, brands, channels. All names are made up."""

from __future__ import annotations

from dataclasses import dataclass

COMPANY = "云岭示范食品股份有限公司（演示数据）"

#: Region → branch and its relative size; the first ones of each region also exist in the tiny company.
REGIONS: dict[str, tuple[tuple[str, float], ...]] = {
    "华东": (("杭州", 1.2), ("南京", 1.1), ("上海", 1.7), ("苏州", 1.0), ("合肥", 0.8), ("济南", 0.9)),
    "华南": (("广州", 1.5), ("深圳", 1.3), ("福州", 0.8), ("南宁", 0.7), ("长沙", 0.9)),
    "华北": (("北京", 1.5), ("郑州", 1.0), ("天津", 0.8), ("石家庄", 0.7), ("沈阳", 0.7)),
    "西部": (("成都", 1.2), ("重庆", 1.0), ("西安", 0.9), ("昆明", 0.6)),
}

AREA_CLASS = dict.fromkeys(("上海", "广州", "深圳", "北京"), "一线") | dict.fromkeys(
    ("合肥", "南宁", "石家庄", "昆明"), "三线"
)


@dataclass(frozen=True, slots=True)
class Category:
    """A product category: what it is called, costs and how its year runs (January first, mean about 1)."""

    name: str
    kinds: tuple[str, ...]
    flavours: tuple[str, ...]
    packs: tuple[str, ...]
    brands: tuple[str, ...]
    price: tuple[int, int]
    cost_share: float
    shelf_life: tuple[int, ...]
    season: tuple[float, ...]
    weight: float


_SUMMER = (0.85, 0.75, 0.85, 0.95, 1.1, 1.25, 1.4, 1.35, 1.1, 0.9, 0.75, 0.75)
_GIFTS = (1.45, 1.05, 0.8, 0.8, 0.85, 0.9, 0.9, 0.95, 1.25, 1.0, 0.95, 1.1)
_EVEN = (1.05, 0.95, 0.98, 0.98, 1.0, 1.02, 1.02, 1.0, 1.0, 0.98, 1.0, 1.02)
_WINTER = (1.2, 1.0, 0.95, 0.9, 0.9, 0.85, 0.85, 0.9, 1.0, 1.1, 1.15, 1.2)

CATEGORIES: tuple[Category, ...] = (
    Category("茶饮", ("无糖茶", "果茶", "奶茶"), ("乌龙", "茉莉", "红茶", "绿茶", "柠檬", "桂花", "普洱"),
             ("500ml×15", "1L×12", "330ml×24"), ("山溪", "小满"), (38, 72), 0.56, (270, 365), _SUMMER, 1.5),
    Category("果汁", ("纯果汁", "果味饮料", "气泡果汁"), ("橙", "苹果", "葡萄", "芒果", "桃", "山楂", "椰子"),
             ("300ml×24", "1L×12", "250ml×24"), ("果知语", "小满"), (45, 96), 0.58, (270, 365), _SUMMER, 1.2),
    Category("饮用水", ("纯净水", "矿泉水", "苏打水"), ("原味", "柠檬", "白桃", "薄荷"),
             ("550ml×24", "1.5L×12", "5L×4"), ("山溪",), (18, 42), 0.60, (540, 720), _SUMMER, 1.1),
    Category("咖啡", ("即饮咖啡", "速溶咖啡"), ("拿铁", "美式", "摩卡", "焦糖", "生椰"),
             ("270ml×15", "12g×40", "330ml×12"), ("晨间",), (78, 168), 0.52, (365, 540), _EVEN, 0.8),
    Category("乳品", ("常温酸奶", "纯牛奶", "儿童奶"), ("原味", "草莓", "黄桃", "蓝莓", "燕麦"),
             ("200g×12", "250ml×16", "190ml×15"), ("牧日", "晨间"), (42, 88), 0.66, (150, 180), _GIFTS, 1.3),
    Category("休闲食品", ("薯片", "坚果", "饼干", "肉脯"), ("原味", "香辣", "海苔", "番茄", "烧烤", "孜然"),
             ("75g×20", "150g×24", "500g×8"), ("趣野", "小满"), (65, 190), 0.60, (240, 300), _GIFTS, 1.4),
    Category("调味品", ("酱油", "醋", "火锅底料", "复合调味"), ("原酿", "香辣", "菌菇", "番茄", "蒜蓉"),
             ("500ml×12", "1.9L×6", "400g×20"), ("灶台记",), (52, 140), 0.57, (540, 720), _WINTER, 1.0),
    Category("方便食品", ("方便面", "自热饭", "粉丝"), ("红烧牛肉", "酸菜", "菌汤", "香辣", "番茄"),
             ("105g×24", "120g×12", "280g×12"), ("灶台记", "趣野"), (40, 118), 0.63, (180, 240),
             _WINTER, 1.2),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Channel:
    """A sales channel: share of customers, lines a month, cases a line, discount, payment terms."""

    name: str
    share: float
    lines: float
    cases: float
    discount: float
    terms: tuple[int, ...]


CHANNELS: tuple[Channel, ...] = (
    Channel("KA", 0.05, 12.5, 90.0, 0.12, (45, 60)),
    Channel("流通", 0.57, 3.5, 33.0, 0.09, (15, 30)),
    Channel("餐饮", 0.28, 2.6, 16.0, 0.05, (0, 15, 30)),
    Channel("电商", 0.10, 6.0, 48.0, 0.10, (0, 15)),
)
DISTRIBUTOR = Channel("流通", 0.02, 28.0, 170.0, 0.17, (30, 45))

SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高梁郑谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏"
GIVEN = "安博晨丹恩帆刚海佳凯岚敏宁鹏琪然森涛薇晓雅一泽卓铭欣航雪毅婷磊静峰倩俊玥"
SHOP_WORDS = "福兴旺隆顺泰和丰盛源达通祥瑞裕昌美佳惠康安鑫百汇众合永金宏利诚德乐"
SHOP_KINDS = {
    "KA": ("连锁超市", "大卖场", "购物中心", "便利连锁"),
    "流通": ("副食店", "食品商行", "批发部", "便民超市", "烟酒店"),
    "餐饮": ("酒楼", "火锅店", "快餐", "餐饮管理", "茶饮店"),
    "电商": ("电子商务", "网络科技", "优选网店", "供应链"),
    "经销商": ("商贸有限公司", "食品贸易公司", "供应链公司"),
}
EXPENSE_TYPES: tuple[tuple[str, float], ...] = (
    ("工资福利", 0.042),
    ("市场推广费", 0.028),
    ("促销费", 0.036),
    ("物流费", 0.033),
    ("差旅费", 0.009),
    ("办公租金", 0.008),
)
