// What every page runs. Pages work without it; each part is fetched where a page has what it is for.

const parts = { "[data-reading]": "./reading.js", "#read": "./start.js" };
for (const [where, part] of Object.entries(parts)) {
  if (document.querySelector(where)) import(part);
}
