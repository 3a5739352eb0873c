/* page.tsx -- the guide: chapters in the order in which a trainer needs them, with pictures of the same screens.
 * Names of buttons come from the screens themselves. On paper it is a booklet of its own. */
import type { ComponentChildren, JSX } from 'preact';
import printer from 'phosphor:printer';
import type { TextKey } from '../core/i18n';
import { at } from '../core/root';
import { keyWords } from '../trainer/live/key-words';
import { Button } from '../ui/button';
import { PlainPage } from '../ui/plain-page';
import { useText } from '../ui/reading';
import { stepName } from '../ui/words';
import { useNamed } from './named';
import { pictures, type PictureName } from './pictures';
import './guide.css';

const chapters = [
  'what',
  'before',
  'doors',
  'round',
  'desk',
  'many',
  'wall',
  'trouble',
  'debrief',
  'after',
  'keys',
] as const;
type Chapter = (typeof chapters)[number];
const titleOf = (chapter: Chapter): TextKey => `guide.${chapter}`;

export function GuidePage(): JSX.Element {
  const { t } = useText();
  return (
    <PlainPage name="guide">
      <div>
        <p class="eyebrow">{t('page.app')}</p>
        <h1>{t('guide.title')}</h1>
        <p class="guide-intro">{t('guide.intro')}</p>
        <div class="row no-print">
          <Button icon={printer} onClick={() => print()}>
            {t('guide.print')}
          </Button>
          <a href={at('/trainer/')}>{t('guide.to_desk')}</a>
        </div>
      </div>
      <nav class="guide-contents" aria-label={t('guide.contents')}>
        <h2 class="tool-head">{t('guide.contents')}</h2>
        <ol>
          {chapters.map((chapter) => (
            <li key={chapter}>
              <a href={`#${chapter}`}>{t(titleOf(chapter))}</a>
            </li>
          ))}
        </ol>
      </nav>
      <Told chapter="what" texts={['guide.what_1', 'guide.what_2']}>
        <Shown names={['story', 'choice']} />
      </Told>
      <Told
        chapter="before"
        steps
        texts={[
          'guide.before_1',
          'guide.before_2',
          'guide.before_3',
          'guide.before_4',
          'guide.before_5',
          'guide.before_6',
        ]}
      >
        <Shown names={['start']} />
      </Told>
      <Told chapter="doors" steps texts={['guide.doors_1', 'guide.doors_2', 'guide.doors_3', 'guide.doors_4']}>
        <Shown names={['doors', 'join']} />
      </Told>
      <Told chapter="round" texts={['guide.round_lead']}>
        <Steps />
      </Told>
      <Told chapter="desk" steps texts={['guide.desk_1', 'guide.desk_2', 'guide.desk_3', 'guide.desk_4']}>
        <Shown names={['desk', 'odds']} />
      </Told>
      <Told chapter="many" texts={['guide.many_1', 'guide.many_2']}>
        <Shown names={['rooms', 'remote']} />
      </Told>
      <Told chapter="wall" texts={['guide.wall_1', 'guide.wall_2', 'guide.wall_3']}>
        <Shown names={['chosen', 'moved']} />
      </Told>
      <Told chapter="trouble" texts={[]}>
        <Troubles />
      </Told>
      <Told
        chapter="debrief"
        steps
        texts={['guide.debrief_1', 'guide.debrief_2', 'guide.debrief_3', 'guide.debrief_4']}
      >
        <Shown names={['debrief']} />
      </Told>
      <Told chapter="after" texts={['guide.after_1', 'guide.after_2']} />
      <Told chapter="keys" texts={[]}>
        <Keys />
      </Told>
    </PlainPage>
  );
}

interface ToldProps {
  readonly chapter: Chapter;
  readonly texts: readonly TextKey[];
  readonly steps?: boolean; // In this order.
  readonly children?: ComponentChildren;
}

function Told({ chapter, texts, steps = false, children }: ToldProps): JSX.Element {
  const { t } = useText();
  const named = useNamed();
  return (
    <section class="guide-chapter" id={chapter} aria-labelledby={`title-${chapter}`}>
      <h2 id={`title-${chapter}`}>{t(titleOf(chapter))}</h2>
      {steps ? (
        <ol class="guide-steps">
          {texts.map((key) => (
            <li key={key}>{t(key, named)}</li>
          ))}
        </ol>
      ) : (
        texts.map((key) => <p key={key}>{t(key, named)}</p>)
      )}
      {children}
    </section>
  );
}

/* Phones stand beside each other, what is wide below each other. */
function Shown({ names }: { readonly names: readonly PictureName[] }): JSX.Element {
  const { t, lang } = useText();
  return (
    <div class="guide-pictures">
      {names.map((name) => {
        const { src, width, height } = pictures[name];
        return (
          <figure key={name} class={width < height ? 'guide-phone' : 'guide-screen'}>
            <img
              src={at(`/assets/${src[lang]}`)}
              width={width}
              height={height}
              alt=""
              loading="lazy"
              decoding="async"
            />
            <figcaption>{t(`guide.alt_${name}`)}</figcaption>
          </figure>
        );
      })}
    </div>
  );
}

/* How long a step takes, in minutes, when its clock is as it is. */
const steps = [
  { step: 'situation', minutes: '2' },
  { step: 'diagnosis', minutes: '1' },
  { step: 'choice', minutes: '2' },
  { step: 'discussion', minutes: '5' },
  { step: 'decision', minutes: '2' },
  { step: 'consequence', minutes: '2' },
  { step: 'reflection', minutes: '1' },
] as const;

function Steps(): JSX.Element {
  const { t } = useText();
  return (
    <table class="data-table guide-table">
      <caption class="hidden-text">{t('guide.round')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('guide.round_step')}</th>
          <th scope="col">{t('guide.round_they')}</th>
          <th scope="col">{t('guide.round_you')}</th>
          <th scope="col">{t('guide.round_minutes')}</th>
        </tr>
      </thead>
      <tbody>
        {steps.map(({ step, minutes }) => (
          <tr key={step}>
            <th scope="row">{stepName(t, step)}</th>
            <td>{t(`guide.round_${step}_they`)}</td>
            <td>{t(`guide.round_${step}_you`)}</td>
            <td>{minutes}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const troubles = ['late', 'phone', 'network', 'silent', 'agree', 'hurt', 'wrong', 'laptop'] as const;

function Troubles(): JSX.Element {
  const { t } = useText();
  const named = useNamed();
  return (
    <dl class="guide-troubles">
      {troubles.map((one) => (
        <div key={one}>
          <dt>{t(`guide.trouble_${one}`)}</dt>
          <dd>{t(`guide.trouble_${one}_a`, named)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Keys(): JSX.Element {
  const { t } = useText();
  return (
    <dl class="guide-keys">
      {Object.entries(keyWords).map(([key, words]) => (
        <div key={key}>
          <dt>
            <kbd>{key}</kbd>
          </dt>
          <dd>{t(words)}</dd>
        </div>
      ))}
    </dl>
  );
}
