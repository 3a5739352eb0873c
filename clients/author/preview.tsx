/* preview.tsx -- the dilemma on a phone, as the compiler makes it from what is typed. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import moon from 'phosphor:moon';
import sun from 'phosphor:sun';
import { letterOf, type Lang } from '../core/types';
import { Chips } from '../ui/chips';
import { Face } from '../ui/face';
import { Icon } from '../ui/icon';
import { OptionCards } from '../ui/option-cards';
import { useText } from '../ui/reading';
import { Story } from '../ui/story';
import type { DraftDilemma, Told } from '../core/types';
import { at, membersOf, wordAt, type Draft } from './draft';

type PreviewStep = 'situation' | 'choice' | 'discussion' | number; // A number: what that option leads to.

interface PreviewProps {
  readonly draft: Draft;
  readonly what: 'dilemma' | 'lobby' | 'endings'; // What is being written.
  readonly shown: DraftDilemma | null;
  readonly endings: readonly Told[];
  readonly lang: Lang;
  readonly onLang: (lang: Lang) => void;
}

export function Preview({ draft, what, shown, endings, lang, onLang }: PreviewProps): JSX.Element {
  const { t } = useText();
  const [step, setStep] = useState<PreviewStep>('situation');
  const [dark, setDark] = useState(document.documentElement.dataset.theme === 'dark');
  const options = shown?.options ?? [];
  const now = typeof step === 'number' && step >= options.length ? 'situation' : step;
  return (
    <div class="author-preview">
      <div class="row between">
        <h2 class="tool-head">{t('author.preview')}</h2>
        <span class="row">
          <button
            type="button"
            class="icon-button"
            aria-label={t(dark ? 'author.preview_light' : 'author.preview_dark')}
            onClick={() => setDark(!dark)}
          >
            <Icon d={dark ? sun : moon} />
          </button>
          <Chips
            label={t('author.preview_lang')}
            hideLabel
            layout="tight"
            value={lang}
            onPick={onLang}
            chips={[
              { value: 'nl' as Lang, body: <span lang="nl">NL</span> },
              { value: 'en' as Lang, body: <span lang="en">EN</span> },
            ]}
          />
        </span>
      </div>
      {what === 'dilemma' && (
        <Chips<string | number>
          label={t('author.preview_step')}
          hideLabel
          layout="tight"
          value={now}
          onPick={(pick) => setStep(pick as PreviewStep)}
          chips={[
            { value: 'situation', body: t('step.situation') },
            { value: 'choice', body: t('step.choice') },
            { value: 'discussion', body: t('step.discussion') },
            ...options.map((_, i) => ({ value: i, body: letterOf(i) })),
          ]}
        />
      )}
      <div
        class="device"
        data-theme={dark ? 'dark' : 'light'}
        tabIndex={0}
        role="region"
        aria-label={t('author.preview')}
        lang={lang}
      >
        {what === 'lobby' ? (
          <Lobby draft={draft} lang={lang} />
        ) : what === 'endings' ? (
          <TellAll told={endings} />
        ) : shown === null ? (
          <p class="soft">{t('author.preview_none')}</p>
        ) : (
          <Screen shown={shown} step={now} />
        )}
      </div>
    </div>
  );
}

function Screen({ shown, step }: { readonly shown: DraftDilemma; readonly step: PreviewStep }): JSX.Element {
  const { t } = useText();
  if (step === 'situation') {
    return (
      <>
        <p class="eyebrow">{shown.moment}</p>
        <p class="device-head">{shown.title}</p>
        {shown.situation.length > 0 ? (
          <Story blocks={shown.situation} />
        ) : (
          <p class="soft">{t('author.preview_empty')}</p>
        )}
        {shown.signals.length > 0 && (
          <>
            <hr class="rule" />
            <p class="tool-head">{t('situation.signals')}</p>
            <ul class="signals">
              {shown.signals.map((one, i) => (
                <li key={i}>
                  <Face id={one.portrait} name={one.name} size="s" />
                  <p>
                    <b>{one.name}</b> {one.text}
                  </p>
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    );
  }
  if (step === 'choice') {
    return (
      <>
        <p class="device-head">{t('choice.title')}</p>
        <OptionCards
          label={shown.title}
          options={shown.options.map((one, option) => ({
            option,
            title: one.title,
            text: one.text,
            argument: one.argument,
            price: one.price,
          }))}
          chosen={-1}
          onChoose={() => undefined}
        />
      </>
    );
  }
  if (step === 'discussion') {
    return (
      <>
        <p class="device-head">{t('step.discussion')}</p>
        <ol class="device-questions">
          {shown.questions.map((one, i) => (
            <li key={i}>{one}</li>
          ))}
        </ol>
        <p class="tool-head">{t('author.arguments')}</p>
        <ul class="device-questions">
          {shown.options.map((one, i) => (
            <li key={i}>
              <b>{letterOf(i)}</b> {one.argument}
            </li>
          ))}
        </ul>
        <p class="tool-head">{t('step.reflection')}</p>
        <p>{shown.reflection}</p>
      </>
    );
  }
  const option = shown.options[step];
  return (
    <>
      <p class="eyebrow">{t('step.consequence')}</p>
      <p class="device-head">
        {letterOf(step)} {option?.title}
      </p>
      <TellAll told={option?.consequences ?? []} />
    </>
  );
}

function TellAll({ told }: { readonly told: readonly Told[] }): JSX.Element {
  const { t } = useText();
  return (
    <>
      {told.map((one, i) => (
        <div key={i} class={one.conditional ? 'device-maybe' : undefined}>
          {one.conditional && <p class="tiny soft">{t('author.preview_maybe')}</p>}
          <Story blocks={one.story} />
        </div>
      ))}
    </>
  );
}

/* Whoever sits down reads where they are, and meets the team. */
function Lobby({ draft, lang }: { readonly draft: Draft; readonly lang: Lang }): JSX.Element {
  const texts = draft[lang];
  const members = membersOf(draft);
  return (
    <>
      <p class="eyebrow">{wordAt(texts, ['leader'])}</p>
      <p class="device-head">{wordAt(texts, ['title'])}</p>
      <div class="story">
        <p>{wordAt(texts, ['intro'])}</p>
      </div>
      <ul class="device-cast">
        {members.map((id, i) => {
          const name = wordAt(texts, ['members', id, 'name']);
          const face = at(draft.scenario, ['team', 'members', i, 'face']);
          return (
            <li key={id}>
              <Face id={typeof face === 'string' ? face : id} name={name} size="m" />
              <p>
                <b>{name}</b>
                <small class="soft">{wordAt(texts, ['members', id, 'role'])}</small>
                {wordAt(texts, ['members', id, 'story'])}
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}
