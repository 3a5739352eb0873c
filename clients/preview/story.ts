/* story.ts -- an invented scenario for the preview: enough text to judge a page by. */
import type { Dilemma, MemberIntro, Session } from '../core/types';

export const members: readonly MemberIntro[] = [
  {
    member: 0,
    id: 'sanne',
    name: 'Sanne',
    role: 'beoordelaar',
    story: 'Elf jaar in het vak. Kent elk dossier en ruilt graag zelf.',
  },
  {
    member: 1,
    id: 'bram',
    name: 'Bram',
    role: 'beoordelaar',
    story: 'Werkt hier het langst. Doet het zoals het altijd ging.',
  },
  {
    member: 2,
    id: 'yasmina',
    name: 'Yasmina',
    role: 'beoordelaar',
    story: 'Drie maanden binnen. Wil het goed doen en vraagt veel.',
  },
  { member: 3, id: 'joris', name: 'Joris', role: 'planner', story: 'Maakt de lijst. Zonder lijst wordt hij onrustig.' },
  { member: 4, id: 'meilin', name: 'Mei-Lin', role: 'kwaliteit', story: 'Leest mee en leert anderen kijken.' },
  { member: 5, id: 'kofi', name: 'Kofi', role: 'klantcontact', story: 'Belt met iedereen en hoort dus alles.' },
];

export const dilemma: Dilemma = {
  id: 'verdelen',
  title: 'Wie verdeelt het werk?',
  situation: [
    {
      kind: 'paragraph',
      member: -1,
      name: '',
      face: '',
      portrait: '',
      text:
        'Joris hangt de lijst op het planbord, zoals elke ochtend. Wie vroeg is, krijgt de lastige zaken. ' +
        'Er liggen nu 214 aanvragen. In juni waren dat er 160.',
    },
    {
      kind: 'speech',
      member: 0,
      name: 'Sanne',
      face: 'ernstig',
      portrait: 'sanne',
      text: 'Ik weet zelf best welke zaken bij mij passen. Laat ons dat samen doen.',
    },
    {
      kind: 'speech',
      member: 1,
      name: 'Bram',
      face: 'rustig',
      portrait: 'bram',
      text: 'Zo doen we het hier al jaren, en het gaat toch goed?',
    },
    {
      kind: 'paragraph',
      member: -1,
      name: '',
      face: '',
      portrait: '',
      text: 'Yasmina kijkt naar haar scherm. Later, bij het koffieapparaat, zegt ze zacht:',
    },
    {
      kind: 'speech',
      member: 2,
      name: 'Yasmina',
      face: 'twijfelt',
      portrait: 'yasmina',
      text: 'Als niemand zegt wat eerst moet, weet ik het ook niet meer.',
    },
    {
      kind: 'paragraph',
      member: -1,
      name: '',
      face: '',
      portrait: '',
      text: 'Vrijdag wil je directeur weten hoe jullie het najaar ingaan. Het is jouw team, en jouw week.',
    },
  ],
  about: [2, 3, 0],
  signals: [
    { member: 0, text: 'ruilt zaken met Kofi, buiten de lijst om.' },
    { member: 2, text: 'vraagt drie keer op een dag of ze het goed doet.' },
    { member: 3, text: 'blijft tot zeven uur om de lijst rond te krijgen.' },
  ],
  diagnose: [2, 1],
  options: [
    {
      option: 0,
      price: { hours: 1, weeks: 6, money: 0, load: 1, less: 0, more: 0 },
      title: 'Laat het team verdelen',
      text: 'Vanaf morgen verdeelt het team zelf, in een dagstart van een kwartier. Jij bent erbij en beslist niet.',
      argument:
        'Ik hing ook een A4 op. Een maand later vroegen mijn besten toestemming voor alles. ' +
        'Wie het kan, geef je geen hek.',
    },
    {
      option: 1,
      price: { hours: 2, weeks: 8, money: 0, load: 0, less: 1, more: 2 },
      title: 'Eerst de krijtstrepen',
      text: 'Je zet op één A4 wat moet, wat mag en wanneer iemand bij jou komt. Daarbinnen kiest ieder zelf.',
      argument: 'Zonder rand verdrinkt wie nieuw is.',
    },
    {
      option: 2,
      price: { hours: 6, weeks: 12, money: 0, load: 2, less: 1, more: 0 },
      title: 'Eerst met ieder praten',
      text: 'Je vraagt alle zes wat ze aankunnen en willen leren. Daarna verdeel jij het werk opnieuw.',
      argument: 'Je trekt een rand om mensen die je niet gesproken hebt. Hoe weet je waar die moet liggen?',
    },
    {
      option: 3,
      price: { hours: -1, weeks: 30, money: 3, load: 0, less: 0, more: 0 },
      title: 'Eerst lucht, dan verdelen',
      text: 'Je vraagt je directeur vier weken extra. Joris blijft zolang indelen.',
      argument: 'Met 214 zaken op de plank leest niemand een A4. Eerst lucht.',
    },
  ],
  questions: [
    { text: 'Bij wie in het team pakt jullie keuze het slechtst uit? En wat heeft die dan van jou nodig?' },
    { text: 'Wat zou je doen als de stapel kleiner was?' },
    { text: 'Wie hebben jullie nog niet gehoord?' },
  ],
  reflection: 'Wanneer gaf iemand jou ruimte die te groot was? Wat had je toen nodig?',
};

export const session = (change: Partial<Session> = {}): Session => ({
  code: 'K7M4PR',
  title: 'Leergang Leidinggeven, groep 3',
  status: 'running',
  locked: false,
  paused: false,
  mode: 'rooms',
  pace: 'trainer',
  rule: 'majority',
  names_shown: false,
  lang: 'nl',
  scenario: {
    id: 'ruimte',
    title: 'Ruimte met randen',
    minutes: 75,
    rounds: 4,
    members,
    intro:
      'Een uitvoeringsteam met een groeiende stapel. De een wil vrijheid, de ander een rand. Jij bent hun teamleider.',
  },
  rooms: [
    { room: 0, taken: 6, seats: 6 },
    { room: 1, taken: 5, seats: 6 },
    { room: 2, taken: 4, seats: 6 },
  ],
  message: '',
  message_from: '',
  delete_at_ms: Date.UTC(2026, 11, 21),
  trainer_name: 'Ellen',
  projector_view: 'auto',
  projector_room: -1,
  projector_moment: 0,
  projector_turn: 0,
  projector_option: 0,
  projector_curtain: 'open',
  rehearsal: false,
  ...change,
});
