import { type SchemaPathTree, applyEach, max, maxLength, min, minLength, required } from '@angular/forms/signals';
import type { Route, RouteChange, RouteCreate, RouteStage } from '@verstak/api';
import { rebasedBy } from '../../ui/forms/draft';

/** A stage as typed; the id is empty for a new one. */
export interface StageDraft {
  id: string;
  name: string;
  workCentre: string;
  setUpMinutes: number | null;
  minutesPerUnit: number | null;
  masterIds: string[];
  instruction: string;
  needsPhoto: boolean;
}

/** A route as typed. */
export interface RouteDraft {
  name: string;
  note: string;
  stages: StageDraft[];
}

const MOST_STAGES = 50;
const MOST_MINUTES = 100_000;

export const BLANK_STAGE: StageDraft = {
  id: '',
  name: '',
  workCentre: '',
  setUpMinutes: 0,
  minutesPerUnit: 0,
  masterIds: [],
  instruction: '',
  needsPhoto: false,
};

/** The server's own limits, so that nobody learns of them too late. */
export function routeRules(path: SchemaPathTree<RouteDraft>): void {
  required(path.name);
  maxLength(path.name, 120);
  maxLength(path.note, 4_000);
  minLength(path.stages, 1);
  maxLength(path.stages, MOST_STAGES);
  applyEach(path.stages, (stage) => {
    required(stage.name);
    maxLength(stage.name, 80);
    maxLength(stage.workCentre, 80);
    for (const minutes of [stage.setUpMinutes, stage.minutesPerUnit]) {
      min(minutes, 0);
      max(minutes, MOST_MINUTES);
    }
    maxLength(stage.instruction, 4_000);
  });
}

/** The form of a route, or of a new one with a first stage to fill in. */
export function draftOf(route?: Route): RouteDraft {
  if (!route) return { name: '', note: '', stages: [{ ...BLANK_STAGE }] };
  const { name, note = '', stages } = route;
  return { name, note, stages: stages.map((stage) => ({ ...BLANK_STAGE, ...stage })) };
}

/** What a new route is sent as. */
export function creationOf({ name, note, stages }: RouteDraft): RouteCreate {
  return { name: name.trim(), ...(note.trim() && { note: note.trim() }), stages: stages.map(sentStage) };
}

/** Only what differs from what was seen. */
export function changeOf(seen: RouteDraft, draft: RouteDraft): RouteChange {
  const { name, note, stages } = draft;
  const differs = new Set(changedPaths(seen, draft));
  return {
    ...(differs.has('name') && { name: name.trim() }),
    ...(differs.has('note') && { note: note.trim() || null }),
    ...(differs.has('stages') && { stages: stages.map(sentStage) }),
  };
}

/** Names of the fields that differ; stages count as one, because their order matters too. */
export function changedPaths(seen: RouteDraft, draft: RouteDraft): (keyof RouteDraft)[] {
  const written = ({ name, note, stages }: RouteDraft): Record<keyof RouteDraft, string> => ({
    name: name.trim(),
    note: note.trim(),
    stages: JSON.stringify(stages.map(sentStage)),
  });
  const [was, is] = [written(seen), written(draft)];
  return (['name', 'note', 'stages'] as const).filter((name) => was[name] !== is[name]);
}

/** What stands as others left it, with what this person changed since. */
export const rebase = rebasedBy(changedPaths);

function sentStage({
  id,
  name,
  workCentre,
  setUpMinutes,
  minutesPerUnit,
  masterIds,
  instruction,
  needsPhoto,
}: StageDraft): RouteStage {
  return {
    ...(id && { id }),
    name: name.trim(),
    ...(workCentre.trim() && { workCentre: workCentre.trim() }),
    setUpMinutes: setUpMinutes ?? 0,
    minutesPerUnit: minutesPerUnit ?? 0,
    masterIds,
    ...(instruction.trim() && { instruction: instruction.trim() }),
    ...(needsPhoto && { needsPhoto }),
  };
}
