"""The year's codes as the entry pages get them, and the first letters by which their names are found."""

import csv
import json

import pytest
from django.test import Client

from budgetportal.classification.code_lists import address_of, code_list
from budgetportal.classification.codes import Evidence, economic, functional
from budgetportal.classification.pinyin import initials
from budgetportal.classification.versions import DATA
from budgetportal.units.models import Person


@pytest.fixture
def staff(db):
    client = Client()
    client.force_login(Person.objects.create_user("chakan"))
    return client


def listed(tree, year):
    return json.loads(code_list(tree, year).body)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("行政运行", "xzyx"),
        ("银行", "yh"),
        ("重点", "zd"),
        ("长期", "cq"),
        ("住房公积金", "zfgjj"),
        ("会计", "kj"),
        ("调整", "tz"),
        ("调查", "dc"),
        ("银行运行", "yhyx"),
        ("政府办公厅（室）及相关机构事务", "zfbgtsjxgjgsw"),
        ("2024年Ａ级", "2024naj"),
        ("殡葬", "bz"),
    ],
)
def test_a_name_answers_to_the_first_letters_of_its_readings(name, letters):
    groups = initials(name).split(" ")
    assert len(groups) == len(letters)
    assert all(letter in group for letter, group in zip(letters, groups, strict=True))


def test_every_character_of_the_tables_has_its_letters():
    tables = ((DATA / f"{tree}.csv").open(encoding="utf-8") for tree in ("functional", "economic"))
    names = [row["name"] for table in tables for row in csv.DictReader(table)]
    characters = {one for name in names for one in name if "\u4e00" <= one <= "\u9fff"}
    assert len(characters) > 500
    assert [one for one in sorted(characters) if not initials(one)] == []


def test_the_list_has_the_codes_of_the_year_at_the_level_of_entry():
    codes = [one[0] for one in listed("functional", 2024)["codes"]]
    assert codes == [code.code for code in functional(2024).codes("项")]
    assert {len(code) for code in codes} == {7}
    assert [one[0] for one in listed("economic", 2024)["codes"]] == [code.code for code in economic(2024).codes("款")]


def test_a_code_of_other_years_is_not_in_it():
    elsewhere = {code for code in functional(2024).versions if len(code) == 7 and functional(2024).find(code) is None}
    assert elsewhere
    assert not elsewhere & {one[0] for one in listed("functional", 2024)["codes"]}


def test_it_says_what_is_unverified_and_how_codes_were_called_besides():
    tree, found = functional(2024), {one[0]: one for one in listed("functional", 2024)["codes"]}
    for code in tree.codes("项"):
        assert (found[code.code][3] == 2) == (code.evidence is Evidence.UNVERIFIED)
        assert [name for name, _ in found[code.code][4]] == list(tree.names(code.code)[1:])
    assert any(one[4] for one in found.values())
    assert listed("functional", 2024)["above"]["20103"] == "政府办公厅（室）及相关机构事务"


def test_it_is_kept_under_its_hash_and_found_under_any(staff):
    address = address_of("functional", 2024)
    answer = staff.get(address)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.json() == listed("functional", 2024)
    assert staff.get("/admin/classification/functional/2024/old/")["Location"] == address


@pytest.mark.parametrize("path", ["government/2024/x/", "functional/1999/x/", "functional/99999/x/"])
def test_what_is_never_entered_has_no_list(staff, path):
    assert staff.get(f"/admin/classification/{path}").status_code == 404


def test_a_supplement_changes_the_list_and_its_address(monkeypatch, tmp_path):
    from budgetportal.classification import code_lists, codes

    before = address_of("functional", 2024)
    supplement = tmp_path / "more.csv"
    supplement.write_text("code,name,valid_from_year,valid_to_year\n2010389,示例事务,2024,\n", encoding="utf-8")
    monkeypatch.setenv("CLASSIFICATION_SUPPLEMENT", str(supplement))
    caches = (code_lists.code_list, codes.functional, codes._versions)
    for cache in caches:
        cache.cache_clear()
    assert address_of("functional", 2024) != before
    assert ["2010389", "示例事务", "s l s w", 0, []] in listed("functional", 2024)["codes"]
    for cache in caches:
        cache.cache_clear()
