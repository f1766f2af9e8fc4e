"""Small published files with invented organisations, in the layouts that really occur."""

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import openpyxl

TODAY = date(2026, 11, 22)

MAP_COLUMNS = [
    "PUBLICATION",
    "EXTRACT_DATE",
    "PRACTICE_CODE",
    "PRACTICE_NAME",
    "PRACTICE_POSTCODE",
    "PCN_CODE",
    "PCN_NAME",
    "ONS_SUB_ICB_LOCATION_CODE",
    "SUB_ICB_LOCATION_CODE",
    "SUB_ICB_LOCATION_NAME",
    "ONS_ICB_CODE",
    "ICB_CODE",
    "ICB_NAME",
    "ONS_COMM_REGION_CODE",
    "COMM_REGION_CODE",
    "COMM_REGION_NAME",
    "SUPPLIER_NAME",
]
SIZE_COLUMNS = [
    "PUBLICATION",
    "EXTRACT_DATE",
    "TYPE",
    "SUB_ICB_LOCATION_CODE",
    "ONS_SUB_ICB_LOCATION_CODE",
    "CODE",
    "POSTCODE",
    "SEX",
    "AGE",
    "NUMBER_OF_PATIENTS",
]
NETWORK_COLUMNS = [
    "PCN Code",
    "PCN Name",
    "Current Sub ICB Loc Code",
    "Sub ICB Location",
    "Open Date",
    "Close Date",
    *(f"Address Line {number}" for number in range(1, 6)),
    "Postcode",
]
PARTNER_COLUMNS = [
    "Partner\nOrganisation\nCode",
    "Partner\nName",
    "Practice\nParent\nSub ICB Loc Code",
    "Practice\nParent\nSub ICB Loc Name",
    "PCN Code",
    "PCN Name",
    "PCN Parent\nSub ICB Loc Code",
    "PCN Parent\nSub ICB Loc Name",
    "Practice to PCN\nRelationship\nStart Date",
    "Practice to PCN\nRelationship\nEnd Date",
    "Practice Sub ICB Loc and PCN Sub ICB Loc Match ",
]
BANDS = [*(f"{low}_{low + 4}" for low in range(0, 95, 5)), "95+"]


def as_csv(*rows, bom=False, quote=csv.QUOTE_MINIMAL) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n", quoting=quote).writerows(rows)
    return text.getvalue().encode("utf-8-sig" if bom else "utf-8")


def as_zip(**members: bytes) -> bytes:
    """Keyword names use a double underscore for the dot: ``map__csv``."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return content.getvalue()


def as_workbook(**sheets) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def map_row(practice, network="U00001", *, day="01Jul2026", sub_icb="01A", icb="QAA", region="Y90", **named):
    """One practice on the map. ``named``: name, network_name."""
    return [
        "GP_PRAC_PAT_LIST",
        day,
        practice,
        named.get("name", f"SURGERY {practice}"),
        "ZZ1 1ZZ",
        network or "U",
        named.get("network_name", f"NETWORK {network}") if network else "Unallocated",
        f"E38{sub_icb}",
        sub_icb,
        f"NHS Invented ICB - {sub_icb}",
        f"E54{icb}",
        icb,
        f"NHS {icb} Integrated Care Board",
        f"E40{region}",
        region,
        f"Region {region}",
        "EMIS",
    ]


def map_file(*rows) -> bytes:
    return as_csv(MAP_COLUMNS, *rows)


def sizes_file(day="2026-07-01", **patients) -> bytes:
    rows = [
        ["GP_PRAC_PAT_LIST", day, "GP", "01A", "E3801A", code, "ZZ1 1ZZ", "ALL", "ALL", count]
        for code, count in patients.items()
    ]
    return as_csv(SIZE_COLUMNS, *rows)


def network_row(code="U00001", *, opened="20191001", closed="", sub_icb="01A", name=None):
    place = f"NHS INVENTED ICB - {sub_icb}"
    address = ["THE HEALTH CENTRE", "", "", "INVENTED TOWN", ""]
    return [code, name or f"NETWORK {code}", sub_icb, place, opened, closed, *address, "ZZ1 1ZZ"]


def partner_row(practice, network="U00001", start="20191001", end=None, *, sub_icb="01A", lead="01A"):
    return [
        practice,
        f"SURGERY {practice}",
        sub_icb,
        f"NHS INVENTED ICB - {sub_icb}",
        network,
        f"NETWORK {network}",
        lead,
        f"NHS INVENTED ICB - {lead}",
        start,
        end,
        sub_icb == lead,
    ]


def epcn_workbook(networks, partners) -> bytes:
    return as_workbook(
        PCNDetails=[NETWORK_COLUMNS, *networks], PCN_Core_Partner_Details=[PARTNER_COLUMNS, *partners]
    )


def cost_centre_row(
    code, *, status="ACTIVE", closed="", setting="RO76", commissioner="01A", opened="19740401"
):
    row = [""] * 27
    row[0:4] = [code, f"SURGERY {code}", "Y90", "QAA"]
    row[4:10] = ["1 HIGH STREET", "", "", "INVENTED TOWN", "", "ZZ1 1ZZ"]
    row[10:16] = [opened, closed, status, "B", commissioner, "20200401"]
    row[21], row[25] = "1", setting
    return row


def epraccur_file(*rows) -> bytes:
    return as_csv(*rows, quote=csv.QUOTE_ALL)


def folder_with(path: Path, **files: bytes) -> Path:
    """A new folder under ``path`` with these files; ``map__csv`` is map.csv."""
    folder = path / f"edition-{len(list(path.iterdir()))}"
    folder.mkdir()
    for name, content in files.items():
        (folder / name.replace("__", ".")).write_bytes(content)
    return folder


def practices_map(day, **networks):
    """A map of ``day`` where each practice is in the network given (None: in none)."""
    return map_file(*(map_row(code, network, day=day) for code, network in networks.items()))
