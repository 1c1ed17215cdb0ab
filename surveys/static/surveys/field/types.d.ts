/** What the field app carries and says. Positions are [longitude, latitude] in degrees. */

export type Point = [number, number];
export type Answer = "occupied" | "occasional" | "vacant" | "gone" | "unsure";
export type Concern = "none" | "plants" | "rubbish" | "roof_wall" | "fence" | "animals" | "snow" | "other";

/** A house of the association, as the package brings it. */
export interface House {
  id: number;
  label: string;
  landmark: string;
  point: Point;
  footprint: Point[] | null;
  before: { answer: Answer; on: string } | null;
  basis: string | null;
}

export interface Ground {
  kind: string;
  rank: number;
  name: string;
  width: number | null;
  geometry: import("geojson").Geometry;
  /** Where its name stands; absent where it has none, and in what was fetched before names had places. */
  at?: Point;
}

/** What a tablet downloads. `until` and `since` are days; `requests` carry no reasons. */
export interface Package {
  schema: number;
  epoch: string;
  generated_at: string;
  /** The number of the device that fetched it, where it is one that was set up from paper. */
  device: string | null;
  person: { id: number; name: string };
  association: { id: number; name: string };
  municipality: { name: string };
  until: string;
  since: string;
  houses: House[];
  requests: { house: number; number: number; done: boolean }[];
  ground: Ground[];
}

export interface Observation {
  schema: 1;
  app: string;
  house: number | null;
  found: string | null;
  answer: Answer | null;
  concerns: Concern[];
  note: string;
  photos: string[];
  seen_at: string;
  device_seq: number;
  basis: string | null;
  withdraws: string | null;
  place: { lng: number; lat: number; accuracy: number | null } | null;
}

export interface NoChange {
  from: string;
  to: string;
  /** Whose word it is: the association of the package when it was said. Absent in what an older app kept. */
  association?: number;
  said_at: string;
  withdraws?: string;
}

interface Kept {
  id: string;
  /** Counts every statement of this device; also the order in which they are sent. */
  seq: number;
  /** The house in words, for the list of records. */
  label: string;
  at: string;
  /** Still on the screen and may be completed; not sent yet. */
  open?: boolean;
  /** By the server's clock, once it has acknowledged. */
  recorded_at?: string;
  /** The answer that it goes with, if it is a photo. */
  observation?: string;
}

export interface ObservationEntry extends Kept {
  kind: "observation";
  same?: boolean;
  body: Observation;
}
export interface NoChangeEntry extends Kept {
  kind: "no-change";
  body: NoChange;
}
export interface PhotoEntry extends Kept {
  kind: "photo";
  observation: string;
  type: string;
  sha256: string;
}
/** One thing to be sent, and afterwards its receipt. */
export type Entry = ObservationEntry | NoChangeEntry | PhotoEntry;

/** A photo, whose bytes lie apart. */
export interface Shot {
  id: string;
  type: string;
  sha256: string;
}

/** What was prepared for a house and not yet answered. `point` only where the house was found. */
export interface Draft {
  house: number | string;
  note: string;
  photos: Shot[];
  point?: Point;
}

/** A house as the screens show it: the package's, or one found on the map (`id` is then a UUID). */
export interface Place extends Omit<House, "id"> {
  id: number | string;
  number: number | null;
  done: boolean;
  /** What was prepared for it here and not yet answered. */
  draft?: Draft;
  /** What this tablet said of it, where the package does not know that yet. */
  said: { id: string; answer: Answer; same: boolean } | null;
}

/** The green strip: what was saved last, until the next answer. */
export interface Saved {
  entry: Entry | null;
  head: string;
  what: string;
}

/** All that a screen needs, read anew before each is shown. */
export interface Today {
  town: Package;
  places: Place[];
  waiting: Entry[];
  /** How many things wait; an answer is one with its photos. */
  unsent: number;
  /** What was begun and not answered: it waits for nobody, and goes with the file for staff. */
  drafts: Draft[];
  receipts: Entry[];
  saved?: Saved;
  /** Whether the last attempt to send failed for want of a signal. */
  unheard?: boolean;
  /** The code with which the server has closed to this device. */
  closed?: string | null;
  here: { point: Point; accuracy: number } | null;
}

/** What a screen may do. */
export interface Acts {
  go(hash: string): void;
  send(): unknown;
  refresh(): void;
  /** Say on the screen that nothing was saved; needs nothing of the tablet's memory. */
  failed(): void;
  /** Ask the tablet where it is. */
  locate(): void;
  /** Be told while this screen is on show that the tablet moved. */
  onMove(act: () => void): void;
  begin(point: Point): void;
  answer(place: Place, answer: Answer, same: boolean): void;
  complete(place: Place, entry: ObservationEntry, concerns: Concern[]): void;
  /** Take back what was said. `what`: it in words. */
  undo(entry: Entry, what: string): void;
  sayNoChange(days: { from: string; to: string }): void;
}
