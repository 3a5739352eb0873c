/* settings.tsx -- how you play, in one column; everything has a good start value. */
import type { JSX } from 'preact';
import door from 'phosphor:door-open';
import mask from 'phosphor:mask-happy';
import { series } from '../../core/i18n';
import { ruleNames } from '../../core/rules';
import {
  closings,
  NAME_CHARS_MAX,
  paces,
  TITLE_CHARS_MAX,
  type Close,
  type Lang,
  type Pace,
  type Rule,
  type SessionSettings,
} from '../../core/types';
import { Button } from '../../ui/button';
import { Chips } from '../../ui/chips';
import { Field } from '../../ui/field';
import { useText } from '../../ui/reading';
import { Select } from '../../ui/select';
import { Switch } from '../../ui/switch';
import { roomName } from '../../ui/words';

/* Whose team plays: the story's, the one that the people make of their answers before the start, or one that answered
 * by a link. */
const teamWishes = ['story', 'room', 'link'] as const;
type TeamWish = (typeof teamWishes)[number];

export interface SessionWish {
  readonly title: string;
  readonly trainer: string;
  readonly rooms: number;
  readonly seats: number; // In one room.
  readonly rule: Rule;
  readonly pace: Pace;
  readonly close: Close;
  readonly time: number;
  readonly gate: boolean;
  readonly anonymous: boolean;
  readonly diagnosis: boolean;
  readonly team: TeamWish; // Where the story allows another than its own.
  readonly lang: Lang;
  readonly keep: number;
}

/* Whoever leads also says when a step is over; else it is over when all have done what it asks. */
const closeFor = (pace: Pace): Close => (pace === 'trainer' ? 'trainer' : 'everyone');

export const startSettings = (lang: Lang): SessionWish => ({
  title: '',
  trainer: '',
  rooms: 1,
  seats: 12,
  rule: 'majority',
  pace: 'trainer',
  close: closeFor('trainer'),
  time: 100,
  gate: true,
  anonymous: true,
  diagnosis: true,
  team: 'story',
  lang,
  keep: 30,
});

const REHEARSED = 5; // Simulated people in a room,
const REHEARSED_MAX = 520; // and in all.
const STAFF_SEATS = 40; // Trainers, observers and projectors beside the participants.
const SEATS_MAX = 640;
const NAMED_MAX = 3; // As many rooms as fit in the list by name.

interface OwnTeamWish {
  readonly answers: string; // Of the team that answered by a link, as text; empty: none was made of them yet.
}

/* Simulated people have nothing to say of a team. */
function teamOf(wish: SessionWish, team: OwnTeamWish | null, rehearsed: boolean): Partial<SessionSettings> {
  if (team === null) return {};
  if (wish.team === 'room') return rehearsed ? {} : { scan: 'room' };
  return wish.team === 'link' && team.answers !== '' ? { own_team: team.answers } : {};
}

export function wishOf(
  wish: SessionWish,
  scenario: string,
  team: OwnTeamWish | null, // null: this story is for its own people only.
  rehearsed: Pick<SessionSettings, 'rehearse' | 'rehearse_quick'> = {},
): SessionSettings {
  return {
    scenario,
    title: wish.title.trim(),
    mode: wish.rooms > 1 ? 'rooms' : 'one_room',
    pace: wish.pace,
    rule: wish.rule,
    close: wish.close,
    quorum_percent: 80,
    time_percent: wish.time,
    gate: wish.pace === 'room' && wish.gate,
    names_shown: !wish.anonymous,
    diagnosis_skipped: !wish.diagnosis,
    lang: wish.lang,
    rooms_count: wish.rooms,
    room_seats_max: wish.seats,
    seats_max: Math.min(SEATS_MAX, wish.rooms * wish.seats + STAFF_SEATS),
    keep_days: wish.keep,
    trainer_name: wish.trainer.trim(),
    ...teamOf(wish, team, rehearsed.rehearse !== undefined),
    ...rehearsed,
  };
}

/* So many simulated people sit in each room of a rehearsal. */
export const rehearsedIn = ({ rooms, seats }: SessionWish): number =>
  Math.max(1, Math.min(REHEARSED, seats, Math.floor(REHEARSED_MAX / rooms)));

interface SettingsProps {
  readonly settings: SessionWish;
  readonly own: boolean; // The story may be played by somebody's own team.
  readonly byLink?: JSX.Element | undefined; // Of a team that answers by a link.
  readonly onChange: (part: Partial<SessionWish>) => void;
  readonly busy: boolean;
  readonly problem: string | null;
  readonly onGo: () => void;
  readonly onRehearse: () => void;
}

export function Settings(props: SettingsProps): JSX.Element {
  const { settings, own, byLink, onChange, busy, problem, onGo, onRehearse } = props;
  const { t } = useText();
  return (
    <form
      class="sheet settings"
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy) onGo();
      }}
    >
      <h2>{t('trainer.settings')}</h2>
      <Field
        label={t('trainer.group')}
        value={settings.title}
        maxLength={TITLE_CHARS_MAX}
        onInput={(title) => onChange({ title })}
      />
      <Field
        label={t('trainer.your_name')}
        helpAfter={t('trainer.your_name_help')}
        value={settings.trainer}
        maxLength={NAME_CHARS_MAX}
        autocomplete="name"
        onInput={(trainer) => onChange({ trainer })}
      />
      <RoomSettings settings={settings} onChange={onChange} />
      <Chips
        label={t('trainer.rule')}
        layout="tight"
        value={settings.rule}
        onPick={(rule) => onChange({ rule })}
        chips={ruleNames.map((rule) => ({
          value: rule,
          body: t(`trainer.rule_${rule}`),
        }))}
      />
      <Chips
        label={t('trainer.pace')}
        layout="tight"
        value={settings.pace}
        onPick={(pace) => onChange({ pace, close: closeFor(pace) })}
        chips={paces.map((pace) => ({
          value: pace,
          body: t(`trainer.pace_${pace}`),
        }))}
      />
      {settings.pace === 'room' && (
        <Switch
          label={t('trainer.gate')}
          help={t('trainer.gate_help')}
          on={settings.gate}
          onChange={(gate) => onChange({ gate })}
        />
      )}
      {settings.pace === 'timed' && (
        <Select
          label={t('trainer.time')}
          value={String(settings.time)}
          onPick={(time) => onChange({ time: Number(time) })}
          options={[50, 75, 100, 150, 200].map((n) => ({ value: String(n), label: t('trainer.time_percent', { n }) }))}
        />
      )}
      <Switch
        label={t('trainer.anonymous')}
        help={t('trainer.anonymous_help')}
        on={settings.anonymous}
        onChange={(anonymous) => onChange({ anonymous })}
      />
      {own && <TeamSettings settings={settings} onChange={onChange} byLink={byLink} />}
      <details>
        <summary>{t('trainer.more_settings')}</summary>
        <MoreSettings settings={settings} onChange={onChange} />
      </details>
      {problem !== null && (
        <p class="field-error" role="alert">
          {problem}
        </p>
      )}
      <Button kind="main" full submit icon={door} busy={busy}>
        {t('trainer.open')}
      </Button>
      <p class="tiny soft center">{t('trainer.open_what')}</p>
      <Button full icon={mask} onClick={onRehearse}>
        {t('rehearse.first')}
      </Button>
    </form>
  );
}

type PartProps = Pick<SettingsProps, 'settings' | 'onChange'>;

function TeamSettings({ settings, onChange, byLink }: PartProps & Pick<SettingsProps, 'byLink'>): JSX.Element {
  const { t } = useText();
  return (
    <div class="settings-team">
      <Chips
        label={t('trainer.team')}
        layout="tight"
        value={settings.team}
        onPick={(team) => onChange({ team })}
        chips={teamWishes.map((team) => ({ value: team, body: t(`trainer.team_${team}`) }))}
      />
      {settings.team !== 'story' && <p class="soft small">{t(`trainer.team_${settings.team}_help`)}</p>}
      {settings.team === 'link' && byLink}
    </div>
  );
}

function RoomSettings({ settings, onChange }: PartProps): JSX.Element {
  const { t, lang } = useText();
  const roomsLabel = (n: number): string =>
    n > 1 && n <= NAMED_MAX
      ? t('trainer.rooms_named', {
          n,
          names: series(
            lang,
            Array.from({ length: n }, (_, i) => roomName(t, i)),
          ),
        })
      : t('trainer.rooms_n', { n });
  return (
    <>
      <Select
        label={t('trainer.rooms')}
        value={String(settings.rooms)}
        onPick={(n) =>
          onChange({
            rooms: Number(n),
            seats: Number(n) > 1 ? Math.min(settings.seats, 8) : Math.max(settings.seats, 12),
          })
        }
        options={[1, 2, 3, 4, 5, 6, 8, 10, 12, 16, 24, 32, 48, 64].map((n) => ({
          value: String(n),
          label: roomsLabel(n),
        }))}
      />
      <Select
        label={t('trainer.room_seats')}
        value={String(settings.seats)}
        onPick={(n) => onChange({ seats: Number(n) })}
        options={[4, 5, 6, 7, 8, 10, 12, 16, 20, 30, 60, 120, 250, 500]
          .filter((n) => n * settings.rooms <= SEATS_MAX - STAFF_SEATS)
          .map((n) => ({ value: String(n), label: String(n) }))}
      />
    </>
  );
}

/* What most trainers leave as it is. */
function MoreSettings({ settings, onChange }: PartProps): JSX.Element {
  const { t } = useText();
  return (
    <div class="settings-more">
      <Switch
        label={t('trainer.diagnosis')}
        help={t('trainer.diagnosis_help')}
        on={settings.diagnosis}
        onChange={(diagnosis) => onChange({ diagnosis })}
      />
      <Chips
        label={t('trainer.close')}
        layout="tight"
        value={settings.close}
        onPick={(close) => onChange({ close })}
        chips={closings.map((close) => ({
          value: close,
          body: t(`trainer.close_${close}`),
        }))}
      />
      <Chips
        label={t('trainer.session_lang')}
        layout="tight"
        value={settings.lang}
        onPick={(lang) => onChange({ lang })}
        chips={[
          { value: 'nl', body: <span lang="nl">Nederlands</span> },
          { value: 'en', body: <span lang="en">English</span> },
        ]}
      />
      <Select
        label={t('trainer.keep')}
        value={String(settings.keep)}
        onPick={(keep) => onChange({ keep: Number(keep) })}
        options={[1, 7, 30, 90, 365].map((n) => ({ value: String(n), label: t('trainer.keep_days', { n }) }))}
      />
    </div>
  );
}
