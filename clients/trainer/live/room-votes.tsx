/* room-votes.tsx -- the distribution and the reasons, first and second vote; each text can be hidden. */
import type { JSX } from 'preact';
import eyeSlash from 'phosphor:eye-slash';
import eye from 'phosphor:eye';
import screen from 'phosphor:projector-screen';
import type { TrainerRoom } from '../../core/types';
import { Icon } from '../../ui/icon';
import { useText } from '../../ui/reading';
import { Votes } from '../../ui/votes';
import { dilemmaOf, resultOf, type Desk } from './desk';

export function RoomVotes({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const result = resultOf(desk, room.room);
  const options = dilemmaOf(desk, room)?.options ?? [];
  const second = room.step === 'decision' && room.second.some((n) => n > 0);
  return (
    <>
      <p class="room-sub">
        <b>{second ? t('trainer.second_votes') : t('trainer.first_votes')}</b>
        <span class="soft small">{room.shown ? t('trainer.all_see') : t('trainer.only_you')}</span>
      </p>
      <Votes
        options={options}
        counts={second ? room.second : room.first}
        reasons={second ? [] : (result?.reasons ?? [])}
        extra={(reason) => (
          <>
            {!reason.hidden && (
              <button
                type="button"
                class="icon-button reason-button"
                aria-label={reason.lit ? t('trainer.reason_dim') : t('trainer.reason_light')}
                aria-pressed={reason.lit}
                onClick={() => desk.live.command({ type: 'reason_light', reason: reason.reason, lit: !reason.lit })}
              >
                <Icon d={screen} />
              </button>
            )}
            <button
              type="button"
              class="icon-button reason-button"
              aria-label={reason.hidden ? t('trainer.reason_show') : t('trainer.reason_hide')}
              onClick={() => desk.live.command({ type: 'reason_hide', reason: reason.reason, hidden: !reason.hidden })}
            >
              <Icon d={reason.hidden ? eye : eyeSlash} />
            </button>
          </>
        )}
      />
      {result !== undefined && result.objections.length > 0 && (
        <>
          <p class="room-sub">
            <b>{t('consensus.standing', { n: result.objections.length })}</b>
          </p>
          <ul class="reasons">
            {result.objections.map((one, i) => (
              <li key={i}>{one.text || t('consensus.no_words')}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
