/* read-well.tsx -- how well did I see them? Estimates beside the truth, in words, without a count of
 * good and bad. */
import type { JSX } from 'preact';
import type { MemberIntro, MyRound } from '../../core/types';
import { Face } from '../../ui/face';
import { useText, type Texts } from '../../ui/reading';
import { Staircase, type StairPerson } from '../../ui/staircase';
import { faceOf } from '../../ui/team';

interface ReadMember {
  readonly member: number;
  readonly name: string;
  readonly off: readonly number[]; // Truth minus guess, per time.
}

export function readingsOf(path: readonly MyRound[]): readonly ReadMember[] {
  const found = new Map<number, { name: string; off: number[] }>();
  for (const guess of path.flatMap((round) => round.guesses)) {
    if (guess.truth < 0) continue;
    const entry = found.get(guess.member) ?? { name: guess.name, off: [] };
    entry.off.push(guess.truth - guess.guess);
    found.set(guess.member, entry);
  }
  return [...found].map(([member, entry]) => ({ member, ...entry }));
}

/* Where each of them stood when I was asked last, and what I thought; nobody stands where I put nobody. */
function readOn(path: readonly MyRound[], members: readonly MemberIntro[]): readonly StairPerson[] {
  const last = new Map(
    path.flatMap((round) => round.guesses.filter((guess) => guess.truth >= 0)).map((guess) => [guess.member, guess]),
  );
  return members.map(({ member, id, name }) => {
    const guess = last.get(member);
    return {
      member,
      id,
      name: guess?.name ?? name,
      expression: 'rustig',
      at: guess === undefined ? null : { phase: guess.truth, tread: -1, spiral: 0 },
      from: null,
      guessed: false,
      ...(guess === undefined ? {} : { thought: guess.guess }),
    };
  });
}

function sentence(t: Texts['t'], reading: ReadMember): string {
  const wrong = reading.off.filter((off) => off !== 0);
  if (wrong.length === 0) return reading.off.length > 1 ? t('read.always') : t('read.once');
  const last = wrong[wrong.length - 1] ?? 0;
  return last > 0 ? t('read.higher', { n: last }) : t('read.lower', { n: -last });
}

export function ReadWell({
  path,
  members,
}: {
  readonly path: readonly MyRound[];
  readonly members: readonly MemberIntro[];
}): JSX.Element | null {
  const { t } = useText();
  const readings = readingsOf(path);
  if (readings.length === 0) return null;
  return (
    <section class="block">
      <h2>{t('read.title')}</h2>
      <p class="soft small lead-in">{t('read.lead')}</p>
      <Staircase label={t('read.title')} people={readOn(path, members)} still />
      <ul class="signals">
        {readings.map((reading) => (
          <li key={reading.member}>
            <Face id={faceOf(members, reading.member)} name={reading.name} size="s" />
            <p>
              <b>{reading.name}</b> {sentence(t, reading)}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
