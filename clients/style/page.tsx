/* page.tsx -- all components under each other, with words of no story. Light or dark is chosen on top. */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import send from 'phosphor:paper-plane-tilt';
import { Button } from '../ui/button';
import { Chips } from '../ui/chips';
import { Field } from '../ui/field';
import { Mark } from '../ui/mark';
import { LampScene } from '../ui/lamp';
import { PlainPage } from '../ui/plain-page';
import { useText } from '../ui/reading';
import { Rungs } from '../ui/rungs';
import { Switch } from '../ui/switch';
import { TabPanel, Tabs } from '../ui/tabs';
import { Choices, Counted, Faces, Lines, Stairs } from './pieces';
import { TOKENS } from './tokens';
import '../ui/notice.css';
import './style.css';
import { at } from '../core/root';

function Part({ title, children }: { readonly title: string; readonly children: ComponentChildren }): JSX.Element {
  return (
    <section class="block">
      <h2>{title}</h2>
      <div class="style-part stack">{children}</div>
    </section>
  );
}

/* Each colour on its own, with the name that it has in the file. */
function Colours(): JSX.Element {
  return (
    <ul class="style-colours">
      {TOKENS.map((name) => (
        <li key={name}>
          <svg class="style-colour" aria-hidden="true" focusable="false">
            <rect width="100%" height="100%" fill={`var(--dk-${name})`} />
          </svg>
          <code>{name}</code>
        </li>
      ))}
    </ul>
  );
}

function Buttons(): JSX.Element {
  const { t } = useText();
  return (
    <div class="row">
      <Button kind="main" icon={send}>
        {t('style.main')}
      </Button>
      <Button>{t('style.second')}</Button>
      <Button kind="quiet">{t('style.quiet')}</Button>
      <Button kind="destroy">{t('style.destroy')}</Button>
      <Button off>{t('style.off')}</Button>
      <Button compact pressed>
        {t('style.pressed')}
      </Button>
    </div>
  );
}

function Fields(): JSX.Element {
  const { t } = useText();
  const [name, setName] = useState('');
  const [words, setWords] = useState('');
  const [on, setOn] = useState(true);
  const [one, setOne] = useState(0);
  return (
    <>
      <Field label={t('style.name')} help={t('style.name_help')} value={name} onInput={setName} />
      <Field label={t('style.words')} lines={2} value={words} onInput={setWords} error={t('style.wrong')} />
      <Switch label={t('style.switch')} help={t('style.switch_help')} on={on} onChange={setOn} />
      <Chips
        label={t('style.chips')}
        chips={[t('style.little'), t('style.some'), t('style.much')].map((body, value) => ({ value, body }))}
        value={one}
        onPick={setOne}
      />
    </>
  );
}

function Opened(): JSX.Element {
  const { t } = useText();
  const [tab, setTab] = useState<'first' | 'second'>('first');
  return (
    <div>
      <Tabs
        label={t('style.tabs')}
        tabs={[
          { value: 'first', title: t('style.tab_first') },
          { value: 'second', title: t('style.tab_second') },
        ]}
        value={tab}
        onPick={setTab}
        panels="style"
      />
      <TabPanel panels="style" value={tab}>
        <p>{t(tab === 'first' ? 'style.sheet' : 'style.lit')}</p>
      </TabPanel>
    </div>
  );
}

export function StylePage(): JSX.Element {
  const { t } = useText();
  const [phase, setPhase] = useState(2);
  return (
    <PlainPage name="style-page">
      <h1>{t('style.title', { name: t('page.app') })}</h1>
      <p class="style-intro">{t('style.intro')}</p>
      <Part title={t('style.who')}>
        <div class="row style-who">
          <Mark />
          <strong class="head">{t('page.app')}</strong>
        </div>
        <LampScene />
      </Part>
      <Part title={t('style.letters')}>
        <p class="head style-large">{t('style.head')}</p>
        <p class="style-story">{t('style.story')}</p>
        <p>{t('style.tool')}</p>
        <p class="soft small">{t('style.soft')}</p>
        <p>
          <a href={at('/style/')}>{t('style.link')}</a>
        </p>
      </Part>
      <Part title={t('style.grounds')}>
        <div class="sheet">{t('style.sheet')}</div>
        <div class="lit">{t('style.lit')}</div>
        <div class="style-sunken">{t('style.sunken')}</div>
        <div class="style-brand-soft">{t('style.brand_soft')}</div>
        <div class="notice" role="presentation">
          <span>{t('style.notice')}</span>
        </div>
      </Part>
      <Part title={t('style.buttons')}>
        <Buttons />
      </Part>
      <Part title={t('style.fields')}>
        <Fields />
      </Part>
      <Part title={t('style.tabs')}>
        <Opened />
      </Part>
      <Part title={t('style.options')}>
        <Choices />
      </Part>
      <Part title={t('style.faces')}>
        <Faces />
      </Part>
      <Part title={t('style.stairs')}>
        <Stairs />
        <Rungs label={t('style.stairs')} value={phase} onPick={setPhase} />
      </Part>
      <Part title={t('style.figures')}>
        <Counted />
        <Lines />
      </Part>
      <Part title={t('style.colours')}>
        <Colours />
      </Part>
    </PlainPage>
  );
}
