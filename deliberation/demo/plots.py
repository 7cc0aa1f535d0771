"""What happens in the demo: one plot per proposal, with the stage or ending it is to be found in.

Each is a matter that its kind may decide.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Plot:
    """A proposal and where it stands today. `twist` names what is special on its way."""

    title: str
    body: str
    goal: str
    twist: str = ""
    matter: str = "ordinary"
    days_ago: int = 0  # when it begins; 0: worked out from its goal


COVENANT = """第一条 邻里相互尊重，有事好好商量，不在楼道争吵。
第二条 楼道、消防通道不停车、不堆物。
第三条 晚上十点到早上七点不装修、不大声放音乐。
第四条 垃圾分类，按时投放，不从窗口抛物。
第五条 主动关心独居老人，发现情况及时告诉居委会。"""
PLOTS: tuple[Plot, ...] = (
    Plot(
        "活动室周末延长开放到 21 点",
        "社区活动室每周六、周日开放至 21:00，由社区服务中心安排志愿者值守，试行六个月。",
        "vote",
    ),
    Plot(
        "图书角与四点半课堂合用场地",
        "工作日 16:00 至 18:00 图书角用作四点半课堂，由志愿者看护，其余时间照常借阅。",
        "publish",
    ),
    Plot("便民座椅增设", "在中心花园步道两侧增设六张带靠背的长椅，位置避开消防通道。", "evaluate"),
    Plot(
        "老年食堂周末供餐",
        "老年食堂周六、周日供应午餐，提前一天登记，价格与平日相同。",
        "carry_out",
        "reported",
    ),
    Plot(
        "四点半课堂招募志愿者", "面向全体居民招募四点半课堂志愿者，每周排班，寒暑假暂停。", "advise"
    ),
    Plot(
        "每月一次跳蚤市场",
        "每月第二个周六上午在中心广场举办跳蚤市场，居民免费摆摊，结束后自行清扫。",
        "gather",
        "half",
    ),
    Plot(
        "广场舞时间约定",
        "广场舞早上不早于 7:00，晚上不晚于 20:30，音量以楼上关窗听不清歌词为准。",
        "closed",
        "inquorate",
    ),
    Plot(
        "楼道不放杂物公约提醒牌",
        "每个单元门口贴一块提醒牌，写明楼道不停车、不堆物，并附举报电话。",
        "closed",
        "completed",
    ),
    Plot(
        "快递柜旁加装照明灯", "东门快递柜旁加装一盏感应灯，方便晚上取件。", "carry_out", "suspended"
    ),
    Plot("儿童游乐区铺软垫", "游乐区滑梯和秋千下方铺设安全软垫。", "inspect", "finding"),
    Plot(
        "春季趣味运动会", "四月最后一个周六举办趣味运动会，设老年组和亲子组。", "closed", "rejected"
    ),
    Plot("垃圾分类督导时间调整", "早间督导改为 6:30 至 8:30，方便上班的居民。", "notice", "proved"),
    Plot(
        "社区公告改为每周一更新",
        "公告栏每周一上午统一更新，过期公告同时撤下。",
        "notice",
        "unproved",
    ),
    Plot("邻里互助热线", "设一部邻里互助热线，由志愿者轮流接听，解决取药、陪诊等小事。", "take_up"),
    Plot("夜间停车让出一排", "晚上十点以后东侧让出一排车位给上夜班的居民。", "closed", "lapsed"),
    Plot(
        "周三晚上合唱排练", "每周三 19:00 至 20:30 在活动室排练合唱，欢迎旁听。", "closed", "merged"
    ),
    Plot("宠物便便箱", "在三处绿地边设宠物便便箱，配免费拾便袋。", "closed", "completed"),
    Plot("换掉小广场的音箱", "小广场旧音箱噪声大，换成定向音箱。", "closed", "withdrawn"),
    Plot("修我家门口的水管", "我家门口的水管漏水，请社区修。", "closed", "passed_on"),
    Plot("楼顶晾衣架", "在 3 栋楼顶装公共晾衣架。", "closed", "set_aside"),
    Plot(
        "阅览室添置老花镜",
        "阅览室添置不同度数的老花镜，放在门口自取。",
        "closed",
        "not_carried_out",
    ),
    Plot(
        "中心花园禁放风筝线轮",
        "中心花园人多时不放带线轮的大风筝，去河边放。",
        "publish",
        "certified",
    ),
    Plot(
        "社区厨艺课",
        "每月一次厨艺课，由居民轮流当老师，食材自理。",
        "evaluate",
        "silent",
        days_ago=50,
    ),
    Plot("旧物维修日", "每月第一个周日请会修的邻居修小家电、雨伞、拉链。", "advise", "awaited"),
    Plot("便民工具箱", "服务站放一套工具箱，凭姓名登记借用，三天内归还。", "gather", "new"),
    Plot("嘉1栋门厅公告板", "在嘉1栋门厅加一块公告板，只贴本楼的事。", "gather", "group"),
    Plot("共享雨伞架", "在东门和服务站各设一个共享雨伞架。", "draft"),
    Plot("冬季铲雪排班", "下雪天各单元轮流铲雪，服务站提供工具。", "inspect", "waiting"),
    Plot("嘉禾社区居民公约", COVENANT, "closed", "completed", "covenant", 97),
    Plot(
        "嘉禾社区居民公约（增加文明养犬一条）",
        COVENANT + "\n第六条 遛狗牵绳，主动避让老人和孩子，随手清理粪便。",
        "vote",
        "",
        "covenant",
    ),
    Plot(
        "动用维修资金翻修嘉1栋屋面防水",
        "嘉1栋屋面多处渗漏，请使用嘉1栋名下的专项维修资金翻修防水层，"
        "预算 86000 元，由业主共同决定，工程按规定比选。",
        "vote",
        "group",
        "property",
    ),
    Plot(
        "架空层改作老年活动区",
        "把嘉禾苑共有的架空层改作老年活动区，加装照明和扶手，不收费，不影响消防通道。",
        "publish",
        "certified",
        "property_special",
    ),
    Plot(
        "高龄独居老人每月走访",
        "每月走访辖区八十岁以上独居老人两次，记录身体和生活情况，有事及时联系家属。人员由社区工作者和志愿者组成，培训由部门负责。",
        "carry_out",
        "funded",
        "task",
        97,
    ),
    Plot(
        "应急避险演练",
        "每季度组织一次楼栋应急避险演练，器材和讲师由部门提供。",
        "advise",
        "",
        "task",
        6,
    ),
    Plot(
        "代收物业服务费",
        "请社区逐户代收物业服务费并登记欠费情况。",
        "closed",
        "off_list",
        "task",
        60,
    ),
    Plot(
        "东门早市试行",
        "每天 6:00 至 8:00 在东门外空地摆早市，只卖蔬菜早点，八点前收摊清扫。"
        "先试行，到期再问大家。",
        "carry_out",
        "",
        "trial",
    ),
    Plot(
        "健身角加装护栏",
        "健身角靠车道的一边加装一道齐腰护栏，地面补平。",
        "evaluate",
        "never_rectified",
        days_ago=48,
    ),
    Plot(
        "修好禾2栋的单元门",
        "禾2栋单元门关不上两个星期了，谁都能进，请尽快修好。",
        "closed",
        "appealed",
        days_ago=4,
    ),
)
COMMENTS = (
    "支持，家里老人一直盼着。",
    "晚上的噪音谁来管？请说明。",
    "可以先试行，再看效果。",
    "建议写清楚由谁负责。",
    "我们单元都同意。",
    "费用从哪里来？",
    "时间能不能再晚一点开始？",
    "孩子周末没地方去，希望早点定下来。",
)
