"""The headings and standing phrases of the views, in Chinese and English."""

from __future__ import annotations

from recommender.model.text import Text

STATED = Text("陈述的事实", "Stated facts")
ASSUMED = Text("按地点查得的假设", "Assumptions looked up by place")
DERIVED = Text("由规则推出的事实", "Facts derived by rules")
TARGET = Text("目标", "Target")
STAGES = Text("路线图", "Roadmap")
PREPARE = Text("现在就要预留", "Prepare now")
PACKAGES = Text("技术包", "Packages")
CONFLICTS = Text("有争议", "Contested")
CHECKLIST = Text("条款清单", "Checklist of requirements")
QUESTIONS = Text("最值得先弄清的事实", "Facts worth finding out first")
WARNINGS = Text("提醒", "Warnings")
EXPECTATIONS = Text("来源的预期", "What the sources expect")
OFFERED = Text("可选，供规划师加入（按得分）", "Available for the planner to pull in (by score)")
INSTALLED = Text("已有", "Installed")
LEFT_OUT = Text("没有列入", "Left out")
SOURCES = Text("条款代号", "Sources cited")
NOTES = Text("※ 来源中的出入", "※ Discrepancies in the sources")

ACTION = Text("做法", "Action")
TECHNOLOGY = Text("技术", "Technology")
SCORE = Text("得分", "Score")
WHY = Text("依据", "Why")
FIELD = Text("领域", "Field")
STATUS = Text("状态", "Status")
PACKAGE = Text("技术包", "Package")
MODALITY = Text("规范用词", "Modality")
COVERED = Text("其中已覆盖", "of these covered")
CLAUSE = Text("条款", "Clause")
REQUIREMENT = Text("要求", "Requirement")
VERDICT = Text("结论", "Verdict")
COVERED_BY = Text("由谁满足", "Covered by")
QUESTION = Text("要问什么", "Question")
FACT = Text("事实", "Fact")
SETTLES = Text("关系到多少项", "Bears on")
ID = Text("id", "id")

NO_TECHNOLOGY = Text("靠规划和管理落实", "by planning and management")
GAP = Text("对应的技术不在路线图上", "its technologies are not on the roadmap")
SHALL_ITEMS = Text("应做到的（适用）", "Shall items that apply")
SHOULD_GAPS = Text("宜做到、路线图还没有覆盖的", "Should items the roadmap does not cover yet")
LEGEND = Text(
    "★ 推广力度 · ▼ 减碳潜力 · ➕ 经济性；得分是三者加权后的 0–100，再加规则给的分。"
    "★ 说的是推广应多用力，不是合不合适。没有 ★ 的技术评价表未列；来源没写时间的列在近期，这是我们的判断。"
    "同一阶段里先列本场地的集成方案，再按得分。",
    "★ promotion urged · ▼ reduction potential · ➕ economy; the score weighs the three on 0–100 plus points "
    "from rules. ★ says how strongly promotion is urged, not how well it suits. "
    "What bears no ★ no table rates; what no source dates stands in the near term by our judgement. "
    "In a stage the site's integrated packages come first, then the score decides.",
)
NO_TARGET = Text("档案没有写目标", "The profile states no target")
NOT_ASSESSED = Text("能否达到不作判断", "whether it is reached is not judged")
NOT_RATED_ANYWHERE = Text("没有一张评价表评它", "No rating table rates it")
CHANGEABLE = Text("场地可以改变", "the site can change this")
NOT_CHANGEABLE = Text("场地改变不了", "the site cannot change this")
NOTHING = Text("无", "none")
NO_REQUIREMENTS = Text(
    "无：收录的条款里没有针对这类场地的", "none: no recorded clause is written for this kind of site"
)


def more(count: int, language: str) -> str:
    """How many are not shown, and how to see them."""
    if language == "zh":
        return f"另有 {count} 项，加 --all 全部列出"
    return f"{count} more; add --all to list them"


def see_why(language: str) -> str:
    """How to ask about one technology."""
    if language == "zh":
        return "想知道某项技术为什么在或不在：tanlu explain 场地文件 技术名"
    return "Why one technology is in or out: tanlu explain SITE TECHNOLOGY"
