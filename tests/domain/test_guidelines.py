"""What several guidelines ask for together."""

from bot.domain.guidelines import Guideline, Library, Step


def guideline(name: str, *steps: Step) -> Guideline:
    return Guideline(name, name, "手引", None, (), (), (), steps)


def test_the_same_step_of_two_guidelines_is_one_that_cites_both() -> None:
    minato = guideline("minato", Step("所属長の承認", clauses=("minato:4",)))
    hama = guideline(
        "hama", Step("課長の決裁", clauses=("hama:6", "hama:7")), Step("協議", "広報課", clauses=("hama:6",))
    )
    assert Library((minato, hama)).steps == (
        Step("所属長の承認", clauses=("minato:4", "hama:6", "hama:7")),
        Step("協議", "広報課", clauses=("hama:6",)),
    )


def test_where_one_guideline_asks_every_manager_every_manager_is_asked() -> None:
    minato, hama = guideline("minato", Step("承認")), guideline("hama", Step("承認", every=True))
    assert [step.every for step in Library((minato, hama)).steps] == [True]
    assert [step.every for step in Library((hama, minato)).steps] == [True]


def test_steps_of_different_sections_stay_apart_in_the_order_of_the_guidelines() -> None:
    minato = guideline("minato", Step("承認"), Step("協議", "広報課"))
    hama = guideline("hama", Step("協議", "法務課"), Step("承認"))
    assert [step.section for step in Library((minato, hama)).steps] == ["", "広報課", "法務課"]


def test_a_guideline_that_says_nothing_asks_the_drafters_manager() -> None:
    silent = Guideline("minato", "湊町", "手引", None, (), (), ())
    assert Library((silent,)).steps == (Step("所属長の承認"),)
