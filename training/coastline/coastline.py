"""Writes data/coastline.tsv: the land of the world as rings, from the TopoJSON of world-atlas.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python training/coastline/coastline.py package/land-110m.json > data/coastline.tsv

Standard library only. The same input gives the same bytes.
"""

import json
import sys

HEADER = """# Land of the world at 1:110 million, for the maps of the desk: one ring a line, the largest first.
# Whole tenths of a degree: the first point as lon,lat, every other as the step from the one before it; the last point joins the first.
# A ring goes on beyond 180 degrees rather than jumping to the other side, and one around a pole is closed along it.
# Land goes counterclockwise; water that it encloses, the Caspian Sea alone, clockwise.
# Origin: Natural Earth, land 1:110m (https://www.naturalearthdata.com), by way of world-atlas 2.0.2; made by training/coastline/coastline.py.
# Licence: public domain."""

TENTHS = 10


def arcs(topology):
    """Every arc as points in degrees: TopoJSON has whole numbers, each the step from the one before it."""
    (scale_x, scale_y), (move_x, move_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    out = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append((x * scale_x + move_x, y * scale_y + move_y))
        out.append(points)
    return out


def ring_of(numbers, all_arcs):
    """The points of a ring; an arc whose number is below zero is gone through backwards."""
    points = []
    for number in numbers:
        arc = all_arcs[number] if number >= 0 else all_arcs[~number][::-1]
        points += arc if not points else arc[1:]
    return points[:-1]


def unrolled(ring):
    """The ring without jumps from one side of the world to the other."""
    out = [ring[0]]
    for lon, lat in ring[1:]:
        lon += 360 * round((out[-1][0] - lon) / 360)
        out.append((lon, lat))
    turned = round((out[-1][0] - ring[0][0]) / 360)
    if turned:
        # Around a pole: on to where it began, one turn further, and back along the pole.
        pole = -90 if ring[0][1] < 0 else 90
        first, lat = out[0]
        out += [(first + 360 * turned, lat), (first + 360 * turned, pole), (first, pole)]
    # The middle of a ring lies in the world.
    middle = (min(lon for lon, _ in out) + max(lon for lon, _ in out)) / 2
    shift = 360 * round(middle / 360)
    return [(lon - shift, lat) for lon, lat in out]


def rounded(ring):
    """Tenths of a degree, no point twice."""
    out = []
    for lon, lat in ring:
        point = (round(lon * TENTHS), round(lat * TENTHS))
        if not out or out[-1] != point:
            out.append(point)
    while len(out) > 1 and out[-1] == out[0]:
        out.pop()
    return out


def area(ring):
    return sum(x * b - a * y for (x, y), (a, b) in zip(ring, ring[1:] + ring[:1])) / 2


def line(ring):
    steps = [ring[0]] + [(x - a, y - b) for (a, b), (x, y) in zip(ring, ring[1:])]
    return " ".join(f"{x},{y}" for x, y in steps)


def main(path):
    topology = json.load(open(path, encoding="utf-8"))
    all_arcs = arcs(topology)
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        for outer, *holes in polygons:
            rings.append((rounded(unrolled(ring_of(outer, all_arcs))), False))
            rings += [(rounded(unrolled(ring_of(hole, all_arcs))), True) for hole in holes]
    rings = [(ring, hole) for ring, hole in rings if len(ring) > 2 and area(ring)]
    rings.sort(key=lambda it: (-abs(area(it[0])), it[0]))
    print(HEADER)
    for ring, hole in rings:
        # Land is written one way round and water the other, so that filling by winding leaves water out.
        if (area(ring) > 0) == hole:
            ring = ring[::-1]
        print(line(ring))


if __name__ == "__main__":
    main(*sys.argv[1:])
