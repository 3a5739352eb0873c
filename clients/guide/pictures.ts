/* pictures.ts -- what the guide shows, of the screens themselves (photograph.mjs). */
import chosenEn from './pictures/chosen.en.webp';
import chosenNl from './pictures/chosen.nl.webp';
import choiceEn from './pictures/choice.en.webp';
import choiceNl from './pictures/choice.nl.webp';
import debriefEn from './pictures/debrief.en.webp';
import debriefNl from './pictures/debrief.nl.webp';
import deskEn from './pictures/desk.en.webp';
import deskNl from './pictures/desk.nl.webp';
import doorsEn from './pictures/doors.en.webp';
import doorsNl from './pictures/doors.nl.webp';
import joinEn from './pictures/join.en.webp';
import joinNl from './pictures/join.nl.webp';
import movedEn from './pictures/moved.en.webp';
import movedNl from './pictures/moved.nl.webp';
import oddsEn from './pictures/odds.en.webp';
import oddsNl from './pictures/odds.nl.webp';
import remoteEn from './pictures/remote.en.webp';
import remoteNl from './pictures/remote.nl.webp';
import roomsEn from './pictures/rooms.en.webp';
import roomsNl from './pictures/rooms.nl.webp';
import startEn from './pictures/start.en.webp';
import startNl from './pictures/start.nl.webp';
import storyEn from './pictures/story.en.webp';
import storyNl from './pictures/story.nl.webp';
import type { Lang } from '../core/types';

/* As large as they were photographed. */
const DESK = { width: 1280, height: 800 };
const WALL = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 780 };

interface Photographed {
  readonly src: Readonly<Record<Lang, string>>;
  readonly width: number;
  readonly height: number;
}

export const pictures = {
  start: { src: { nl: startNl, en: startEn }, ...DESK },
  doors: { src: { nl: doorsNl, en: doorsEn }, ...DESK },
  join: { src: { nl: joinNl, en: joinEn }, ...WALL },
  story: { src: { nl: storyNl, en: storyEn }, ...PHONE },
  choice: { src: { nl: choiceNl, en: choiceEn }, ...PHONE },
  desk: { src: { nl: deskNl, en: deskEn }, ...DESK },
  odds: { src: { nl: oddsNl, en: oddsEn }, ...DESK },
  rooms: { src: { nl: roomsNl, en: roomsEn }, ...DESK },
  remote: { src: { nl: remoteNl, en: remoteEn }, ...PHONE },
  chosen: { src: { nl: chosenNl, en: chosenEn }, ...WALL },
  moved: { src: { nl: movedNl, en: movedEn }, ...WALL },
  debrief: { src: { nl: debriefNl, en: debriefEn }, ...DESK },
} satisfies Readonly<Record<string, Photographed>>;

export type PictureName = keyof typeof pictures;
