import { bucketStages } from './bucket.js';
import { registerStages } from './core.js';
import { densifyStages } from './densify.js';
import { fillStages } from './fill.js';
import { graphStages } from './graph.js';
import { groupStages } from './group.js';
import { lookupStages } from './lookup.js';
import { outputStages } from './output.js';
import { simpleStages } from './simple.js';
import { unwindStages } from './unwind.js';
import { windowStages } from './window.js';

for (const family of [
  simpleStages,
  groupStages,
  unwindStages,
  lookupStages,
  graphStages,
  bucketStages,
  outputStages,
  windowStages,
  fillStages,
  densifyStages,
]) {
  registerStages(family);
}
