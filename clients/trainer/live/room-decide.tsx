/* room-decide.tsx -- what a room decided, or what the trainer can decide for it. */
import type { JSX } from 'preact';
import { rules } from '../../core/rules';
import { letterOf, type TrainerRoom } from '../../core/types';
import { Button } from '../../ui/button';
import { Letter } from '../../ui/letter';
import { useText } from '../../ui/reading';
import { dilemmaOf, needsTrainer, resultOf, somebodyChose, type Desk } from './desk';

export function Decided({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const title = dilemmaOf(desk, room)?.options.find((option) => option.option === room.decision)?.title ?? '';
  const result = resultOf(desk, room.room);
  const how = result?.decided_by;
  return (
    <p class="room-decision">
      <Letter option={room.decision} />
      <span>
        {title}
        {how !== undefined && (
          <small class="soft">
            {' '}
            {t(`decided_by.${how}`)} {how === 'silence' && t('decided_by.silent', { n: result?.silent ?? 0 })}
          </small>
        )}
      </span>
    </p>
  );
}

export function Undecided({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const silent = resultOf(desk, room.room)?.silent ?? 0;
  if (rules[desk.session.rule].trainerDecides || needsTrainer(desk, room)) return <Decide desk={desk} room={room} />;
  return (
    <>
      {silent > 0 && <p role="status">{t('trainer.silent', { n: silent })}</p>}
      <details>
        <summary>{t('trainer.decide_self')}</summary>
        <DecideLetters desk={desk} room={room} />
      </details>
    </>
  );
}

/* A tie, an objection that stays, or the rule says that the trainer decides. */
function Decide({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const { session } = desk;
  return (
    <div class="lit block-tight">
      <p>
        <b>
          {!somebodyChose(room)
            ? t('trainer.nobody_chose')
            : resultOf(desk, room.room)?.tie
              ? t('trainer.tie')
              : rules[session.rule].mayObject
                ? t('trainer.objected')
                : t('trainer.decide')}
        </b>
      </p>
      <DecideLetters desk={desk} room={room} />
    </div>
  );
}

function DecideLetters({ desk, room }: { readonly desk: Desk; readonly room: TrainerRoom }): JSX.Element {
  const { t } = useText();
  const options = dilemmaOf(desk, room)?.options ?? [];
  return (
    <div class="room-actions">
      {options.map((option) => (
        <Button
          key={option.option}
          compact
          label={t('trainer.decide_for', { letter: letterOf(option.option), title: option.title })}
          onClick={() =>
            desk.live.command({ type: 'room_decide', room: room.room, round: room.round, option: option.option })
          }
        >
          {letterOf(option.option)}
        </Button>
      ))}
    </div>
  );
}
