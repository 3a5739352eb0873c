/* ways-compared.tsx -- two ways through one story side by side: one line a person with two letters on it, the largest
 * difference on top; what work asked and left free; the team against its start; the leader's week; and why. It is for
 * whoever looks: one who played alone, or a group that looks back. */
import type { JSX } from 'preact';
import type { WayMoment } from '../core/alone/road';
import { list } from '../core/i18n';
import { letterOf, type MemberIntro, type Way } from '../core/types';
import { AgainstStart, MEASURES, scaleOf, useAgainstWords } from './against-start';
import { DemandControl } from './demand-control';
import { Face } from './face';
import { Letter } from './letter';
import { levelInWords, type Stand } from './stand';
import { useText } from './reading';
import { toldOf, waysApart, type MemberApart } from './ways';
import { Why } from './why';
import './ways-compared.css';

interface WaysComparedProps {
  readonly moment: WayMoment;
  readonly was: number; // The options by which the ways differ.
  readonly other: number;
  readonly members: readonly MemberIntro[];
}

export function WaysCompared(props: WaysComparedProps): JSX.Element {
  return (
    <div class="ways">
      <People {...props} />
      <WaysWhy {...props} />
    </div>
  );
}

/* What lies under where people stand: for a picture that shows that in its own way. */
export function WaysWhy(props: WaysComparedProps): JSX.Element {
  return (
    <>
      <div class="ways-beside">
        <Outcomes {...props} />
        <Pressure {...props} />
      </div>
      <Whys {...props} />
    </>
  );
}

/* ---- where people stand ---------------------------------------------------------------------------- */

function People({ moment, was, other, members }: WaysComparedProps): JSX.Element {
  const { t, lang } = useText();
  const { apart, same, untold } = waysApart(moment);
  const names = (some: readonly number[]): string =>
    list(
      lang,
      members.filter(({ member }) => some.includes(member)).map(({ name }) => name),
    );
  return (
    <section>
      <h3>{t('ways.people')}</h3>
      {apart.length === 0 && same.length > 0 && <p>{t('ways.people_none')}</p>}
      {apart.length > 0 && (
        <>
          <Phases />
          <ul class="ways-people">
            {apart.map((one) => (
              <Person key={one.member} one={one} was={was} other={other} members={members} way={moment.other} />
            ))}
          </ul>
        </>
      )}
      {apart.length > 0 && same.length > 0 && <p class="small">{t('ways.same', { names: names(same) })}</p>}
      {untold.length > 0 && <p class="small soft">{t('ways.untold', { n: untold.length, names: names(untold) })}</p>}
    </section>
  );
}

/* The numbers over the lines. */
function Phases(): JSX.Element {
  return (
    <div class="ways-phases" aria-hidden="true">
      {[1, 2, 3, 4, 5].map((phase) => (
        <span key={phase} class="phase-number">
          {phase}
        </span>
      ))}
    </div>
  );
}

interface PersonProps extends Pick<WaysComparedProps, 'was' | 'other' | 'members'> {
  readonly one: MemberApart;
  readonly way: Way;
}

function Person({ one, was, other, members, way }: PersonProps): JSX.Element {
  const { t } = useText();
  const member = members.find((some) => some.member === one.member);
  const face = way.members.find((some) => some.member === one.member)?.face ?? '';
  const told = toldOf(one);
  const letter = letterOf(told.on === 'was' ? was : other);
  const words = (place: Stand | null): string => (place === null ? t('ways.away') : levelInWords(t, place));
  const again = (one.was?.spiral ?? 0) + (one.other?.spiral ?? 0) > 0;
  return (
    <li>
      <p class="ways-person">
        <Face id={member?.id ?? ''} name={member?.name ?? ''} expression={face || 'rustig'} size="s" />
        <b>{member?.name}</b>
        <span>{t(`ways.${told.what}`, { n: told.n, letter })}</span>
      </p>
      <Line one={one} was={was} other={other} />
      <p class={again ? 'small soft' : 'hidden-text'}>
        {t('ways.places', {
          a: letterOf(was),
          was: words(one.was),
          b: letterOf(other),
          other: words(one.other),
        })}
      </p>
    </li>
  );
}

const TREAD = 20;
const HIGH = 26;
const MIDDLE = 11;

/* Five phases of three treads, and where each way comes on them. */
function Line({ one, was, other }: Pick<PersonProps, 'one' | 'was' | 'other'>): JSX.Element {
  const at = (place: Stand): number => (place.phase * 3 + Math.max(0, place.tread) + 0.5) * TREAD;
  const close = one.was !== null && one.other !== null && at(one.was) === at(one.other); // Only in another round.
  const dots = [
    { place: one.was, option: was, by: close ? -9 : 0 },
    { place: one.other, option: other, by: close ? 9 : 0 },
  ];
  return (
    <svg class="way-line" viewBox={`0 0 ${15 * TREAD} ${HIGH}`} aria-hidden="true" focusable="false">
      {[0, 1, 2, 3, 4].map((phase) => (
        <g key={phase} class={`way-phase-${phase + 1}`}>
          <rect x={phase * 3 * TREAD} width={3 * TREAD - 1} height={HIGH} />
          <path d={`M${phase * 3 * TREAD} ${HIGH}v-2h${TREAD}v-3h${TREAD}v-3h${TREAD - 1}v8z`} />
        </g>
      ))}
      {one.was !== null && one.other !== null && (
        <path class="way-between" d={`M${at(one.was)} ${MIDDLE}H${at(one.other)}`} />
      )}
      {dots.map(
        ({ place, option, by }) =>
          place !== null && (
            <g key={option} class={`way-dot way-dot-${letterOf(option).toLowerCase()}`}>
              <circle cx={at(place) + by} cy={MIDDLE} r="9" />
              <text x={at(place) + by} y={MIDDLE + 4.5} text-anchor="middle">
                {letterOf(option)}
              </text>
            </g>
          ),
      )}
    </svg>
  );
}

/* ---- the team, and the leader's week ----------------------------------------------------------------- */

function Outcomes({ moment, was, other }: WaysComparedProps): JSX.Element {
  const { t } = useText();
  const said = useAgainstWords();
  const ways = [
    { option: was, way: moment.was },
    { option: other, way: moment.other },
  ];
  const scale = scaleOf(ways.map(({ way }) => way.against_start));
  return (
    <section>
      <h3>{t('ways.outcomes')}</h3>
      <table class="ways-outcomes">
        <caption class="small soft">{t('against.caption')}</caption>
        <tbody>
          {MEASURES.map((measure, i) =>
            ways.map(({ option, way }, k) => (
              <tr key={`${measure}${option}`}>
                {k === 0 && (
                  <th scope="rowgroup" rowSpan={2}>
                    {t(`against.${measure}`)}
                  </th>
                )}
                <th scope="row">
                  <Letter option={option} small />
                </th>
                <td>
                  <AgainstStart value={way.against_start[i] ?? 0} others={[]} scale={scale} />
                  <span class="hidden-text">{said(way.against_start[i] ?? 0)}</span>
                </td>
              </tr>
            )),
          )}
        </tbody>
      </table>
      <p class="small">
        {t('ways.week', {
          a: letterOf(was),
          n: moment.was.week.used,
          b: letterOf(other),
          m: moment.other.week.used,
          of: moment.was.week.hours,
        })}
      </p>
    </section>
  );
}

/* ---- what work asked, and left free ------------------------------------------------------------------ */

function Pressure({ moment, was, other, members }: WaysComparedProps): JSX.Element | null {
  const { t } = useText();
  const both = moment.other.members.flatMap((one, i) => {
    const before = moment.was.members[i];
    if (before === undefined || one.demands < 0 || before.demands < 0) return [];
    return [
      {
        ...one,
        name: members.find(({ member }) => member === one.member)?.name ?? '',
        demands_before: before.demands,
        control_before: before.control,
      },
    ];
  });
  if (both.length === 0) return null;
  return (
    <section>
      <h3>{t('ways.pressure')}</h3>
      <p class="small soft">{t('ways.pressure_lead', { a: letterOf(was), b: letterOf(other) })}</p>
      <DemandControl label={t('ways.pressure')} members={both} ids={members} />
    </section>
  );
}

/* ---- why --------------------------------------------------------------------------------------------- */

const CAUSES_MAX = 2;

function Whys({ moment, was, other, members }: WaysComparedProps): JSX.Element {
  const { t } = useText();
  const ways = [
    { option: was, way: moment.was },
    { option: other, way: moment.other },
  ];
  return (
    <div class="ways-beside">
      {ways.map(({ option, way }) => (
        <section key={option}>
          <h3 class="row">
            <Letter option={option} small />
            {t('ways.why', { letter: letterOf(option) })}
          </h3>
          {way.consequence.most !== '' && <p class="most">{way.consequence.most}</p>}
          <Why causes={way.consequence.why.slice(0, CAUSES_MAX)} members={members} />
        </section>
      ))}
    </div>
  );
}
