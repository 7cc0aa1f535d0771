"""What is said where no page can be made or a page failed: one place for every status, in both
languages, and after how many seconds to come again.

Plain words without any machinery: the pages, the static pages of `falling`, the host names and the
front before the application all take theirs here. What may have been done is never called undone.
"""

from typing import NamedTuple

RETRY_SECONDS = 60  # "过一分钟"
LOCKED_SECONDS = 10  # somebody else holds the database: over in moments


class Said(NamedTuple):
    """A heading and what to do, in Chinese and in English."""

    title: str
    text: str
    title_en: str
    text_en: str

    def in_(self, language: str) -> tuple[str, str]:
        """Heading and text for zh_Hans or en."""
        return (self.title_en, self.text_en) if language == "en" else (self.title, self.text)

    def plain(self) -> str:
        """Two lines without any markup."""
        return f"{self.title}：{self.text}\n{self.title_en}. {self.text_en}\n"


# A form was sent and no act's answer came back: nobody knows which of the two it is.
EITHER = "刚才这一下，要么已经办成，要么什么也没有改动，不会只办一半。"
EITHER_EN = "What you sent was either done or nothing was changed; it was not done by half."
SENT = {
    500: (
        f"是我们的问题，不是您的。{EITHER}一直这样，请告诉社区服务窗口。",
        f"It is our fault, not yours. {EITHER_EN} If it stays like this, please tell the "
        "community desk.",
    ),
    503: (
        f"网站现在记不了东西。{EITHER}一直这样，请告诉社区服务窗口。",
        f"Nothing can be recorded just now. {EITHER_EN} If it stays like this, please tell the "
        "community desk.",
    ),
}

SAID: dict[int, Said] = {
    400: Said(
        "没有看懂",
        "地址或表单里有一部分看不懂。",
        "This was not understood",
        "The address or form has a part that makes no sense here.",
    ),
    403: Said(
        "这里不对您开放",
        "每一步只对该办的人开放。",
        "This is not open to you",
        "Each step is open to exactly the people it belongs to.",
    ),
    404: Said(
        "这里什么也没有",
        "地址可能有误，或者属于别的社区。",
        "There is nothing here",
        "The address may be mistyped, or it belongs to another community.",
    ),
    405: Said(
        "不能这样打开",
        "请用页面上的按钮。",
        "Not in this way",
        "Please use the buttons of the page.",
    ),
    408: Said(
        "等得太久",
        "内容传得太慢，没有收完，也没有保存。"
        "请换个信号好的地方，或者换一张小一点的照片，再试一次。",
        "It took too long",
        "What you sent came too slowly and was not kept. "
        "Please try again where the signal is better, or with a smaller photo.",
    ),
    409: Said(
        "现在办不了",
        "已经办过，或事情已进入下一步。",
        "Not possible now",
        "This was already done, or the matter has moved on.",
    ),
    413: Said(
        "内容太大",
        "一次发来的内容超过了上限，没有保存。请少选几张照片，或者换小一点的。",
        "Too much at once",
        "What was sent is larger than this page takes, and was not kept. "
        "Please choose fewer or smaller photos.",
    ),
    422: Said(
        "还缺一些内容", "请再看一下表格。", "Something is missing", "Please look at the form again."
    ),
    429: Said(
        "尝试次数太多",
        "请稍等一会儿再试。",
        "Too many tries",
        "Please wait a little and try again.",
    ),
    500: Said(
        "这里出了点问题",
        "是我们的问题，不是您的。请过一会儿再试；一直这样，请告诉社区服务窗口。",
        "Something went wrong here",
        "It is our fault, not yours. Please try again later. If it stays like this, please tell "
        "the community desk.",
    ),
    503: Said(
        "请稍等一下",
        "网站现在打不开这一页。您以前办好的事都还在，什么也没有丢。"
        "请过一分钟再试；一直这样，请告诉社区服务窗口。",
        "Please wait a moment",
        "This page cannot be shown just now. What you did before is kept; nothing is lost. "
        "Please try again in a minute. If it stays like this, please tell the community desk.",
    ),
}
# A whole request never came to the application.
CUT = Said(
    "没有收完整",
    "发来的内容断在了半路。请返回上一页，再试一次。",
    "It did not arrive whole",
    "What you sent broke off on the way. Please go back and try again.",
)
BUSY = Said(
    "现在太忙",
    "同时发送的人太多，您的内容没有保存。请过一分钟再试。",
    "Too busy just now",
    "Too many people are sending at once, and what you sent was not kept. "
    "Please try again in a minute.",
)
FOREIGN = (
    "本站不使用这个网址。请用信上或社区公告上的网址。\n"
    "This site does not answer under this name. Please use the address on your letter or "
    "notice board.\n"
)
NO_HOST = (
    "请用信上或社区公告上的网址打开本站。\n"
    "Please open this site by the address on your letter or notice board.\n"
)


def of(status: int, *, sent: bool = False) -> Said:
    """What a status says. `sent`: it answers a form, so 500 and 503 say what became of it."""
    said = SAID.get(status) or SAID[500 if status >= 500 else 400]
    if not sent or status < 500:
        return said
    text, text_en = SENT.get(status, SENT[500])
    return said._replace(text=text, text_en=text_en)
