/* beside-room.tsx -- my first choice, my second, and the room's, per dilemma. */
import type { JSX } from 'preact';
import type { Decided, MyRound } from '../../core/types';
import { Letter } from '../../ui/letter';
import { useText } from '../../ui/reading';

interface BesideRoomProps {
  readonly path: readonly MyRound[];
  readonly decisions: readonly Decided[]; // Of the room.
  readonly solo: boolean;
}

export function BesideRoom({ path, decisions, solo }: BesideRoomProps): JSX.Element {
  const { t } = useText();
  const played = path.filter((round) => round.first >= 0 && round.decision >= 0);
  const other = played.filter((round) => round.first !== round.decision).length;
  const changed = path.filter((round) => round.first >= 0 && round.second >= 0 && round.first !== round.second).length;
  const argued = path.filter((round) => round.against >= 0);
  const titleOf = (round: number, option: number): string =>
    decisions.find((one) => one.round === round)?.options.find((one) => one.option === option)?.title ?? '';
  return (
    <section class="block">
      <h2>{solo ? t('debrief.you_solo') : t('debrief.you')}</h2>
      <table class="data-table debrief-path">
        <thead>
          <tr>
            <th scope="col">{t('debrief.first')}</th>
            {argued.length > 0 && <th scope="col">{t('debrief.against')}</th>}
            <th scope="col">{solo ? t('debrief.last') : t('debrief.room')}</th>
          </tr>
        </thead>
        {path.map((round) => (
          <tbody key={round.round}>
            <tr>
              <th scope="rowgroup" colSpan={argued.length > 0 ? 3 : 2}>
                {round.dilemma}
              </th>
            </tr>
            <tr>
              <Cell option={round.first} title={round.first_title} />
              {argued.length > 0 &&
                (round.against < 0 ? (
                  <td />
                ) : (
                  <Cell option={round.against} title={titleOf(round.round, round.against)} />
                ))}
              <Cell option={round.decision} title={round.decision_title} />
            </tr>
          </tbody>
        ))}
      </table>
      {argued.length > 0 && <AfterContradiction argued={argued} />}
      {!solo && played.length > 0 && (
        <p class="lead-in">
          {other === 0 ? t('debrief.same') : t('debrief.other', { n: other })}
          {changed > 0 && ` ${t('debrief.changed', { n: changed })}`}
        </p>
      )}
    </section>
  );
}

function Cell({ option, title }: { readonly option: number; readonly title: string }): JSX.Element {
  const { t } = useText();
  return (
    <td>
      {option < 0 ? (
        <span class="soft">{t('debrief.no_vote')}</span>
      ) : (
        <>
          <Letter option={option} small /> {title}
        </>
      )}
    </td>
  );
}

/* What one did when somebody argued against the first choice. */
function AfterContradiction({ argued }: { readonly argued: readonly MyRound[] }): JSX.Element {
  const { t } = useText();
  const stayed = argued.filter((round) => round.decision === round.first).length;
  const over = argued.filter((round) => round.decision === round.against).length;
  const elsewhere = argued.length - stayed - over;
  return (
    <p class="lead-in">
      {t('debrief.contradicted', { n: argued.length })}
      {stayed > 0 && ` ${t('debrief.stayed', { n: stayed })}`}
      {over > 0 && ` ${t('debrief.went_over', { n: over })}`}
      {elsewhere > 0 && ` ${t('debrief.elsewhere', { n: elsewhere })}`}
    </p>
  );
}
