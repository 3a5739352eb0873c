/* story-again.tsx -- the story, one tap away in every step; and for whoever comes late a recap before they choose: what
 * is the situation, where are we, what can I do now. */
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import book from 'phosphor:book-open';
import { noteKey } from '../core/storage';
import type { Step } from '../core/types';
import { Button } from '../ui/button';
import { Dialog } from '../ui/dialog';
import { useText } from '../ui/reading';
import { Story } from '../ui/story';
import { shelf } from '../ui/shelf';
import { recapOf } from './recap';
import { progressOf, type Playing } from './seat';
import { Signals } from './situation';

function StoryDialog({ playing, onClose }: { readonly playing: Playing; readonly onClose: () => void }): JSX.Element {
  const { t } = useText();
  const { dilemma, round } = playing;
  const to = t(`closing.to_${round.step === 'lobby' || round.step === 'situation' ? 'choice' : round.step}`);
  return (
    <Dialog title={dilemma.title} sheet close={t('story.back', { to })} onClose={onClose}>
      <Story blocks={dilemma.situation} />
      <Signals playing={playing} />
    </Dialog>
  );
}

/* A link below the heading of a step. */
export function StoryAgain({ playing }: { readonly playing: Playing }): JSX.Element {
  const { t } = useText();
  const [open, setOpen] = useState(false);
  return (
    <>
      <p class="story-again">
        <Button kind="quiet" compact onClick={() => setOpen(true)}>
          {t('story.again')}
        </Button>
      </p>
      {open && <StoryDialog playing={playing} onClose={() => setOpen(false)} />}
    </>
  );
}

/* Steps before the decision, in which somebody who has read nothing is asked something. */
type Asks = 'diagnosis' | 'choice' | 'discussion' | 'decision';
const asks = (step: Step): step is Asks =>
  step === 'diagnosis' || step === 'choice' || step === 'discussion' || step === 'decision';

/* Did the story of this round stand on this device, or did they choose already? */
function useLate({ live, round, me }: Playing): boolean {
  const key = noteKey(live.token, 'story');
  useEffect(() => {
    if (round.step === 'situation') shelf.set(key, String(round.round));
  }, [round.round, round.step]);
  return shelf.get(key) !== String(round.round) && asks(round.step) && me.vote < 0;
}

export function Recap({ playing }: { readonly playing: Playing }): JSX.Element | null {
  const { t } = useText();
  const { live, round } = playing;
  const [done, setDone] = useState(false);
  const [open, setOpen] = useState(false);
  const late = useLate(playing);
  if (done || !late || !asks(round.step)) return null;
  const read = (): void => {
    shelf.set(noteKey(live.token, 'story'), String(round.round));
    setDone(true);
  };
  return (
    <section class="lit recap" aria-labelledby="recap">
      <p class="small soft">{t('recap.welcome')}</p>
      <h2 id="recap">{playing.dilemma.title}</h2>
      <Story blocks={recapOf(playing.dilemma.situation)} />
      <Where playing={playing} step={round.step} />
      <div class="row">
        <Button compact icon={book} onClick={() => setOpen(true)}>
          {t('recap.whole')}
        </Button>
        <Button compact kind="quiet" onClick={read}>
          {t('recap.done')}
        </Button>
      </div>
      {open && <StoryDialog playing={playing} onClose={() => setOpen(false)} />}
    </section>
  );
}

function Where({ playing, step }: { readonly playing: Playing; readonly step: Asks }): ComponentChildren {
  const { t } = useText();
  const progress = progressOf(playing);
  const count =
    progress !== undefined && progress.done > 0 && step !== 'discussion'
      ? ` ${t('recap.count', { n: progress.done, m: progress.expected })}`
      : '';
  return (
    <p>
      {t(`recap.at_${step}`)}
      {count}
    </p>
  );
}
