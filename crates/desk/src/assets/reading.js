// The reading view: cards open beside their mark, layers are remembered, words are copied with their source.

import { copyable } from "./copy.js";
import { correctable } from "./correct.js";
import { layers } from "./layers.js";
import { panel } from "./panel.js";

const reading = document.querySelector("[data-reading]");
if (reading) {
  layers(reading);
  copyable(reading);
  correctable(reading);
  panel(reading);
}
