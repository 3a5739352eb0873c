/* page.tsx -- every address of the server, by subject: who may ask there, and what it is for. What it is for comes from
 * the server, in English. */
import type { JSX } from 'preact';
import { PlainPage } from '../ui/plain-page';
import { useText } from '../ui/reading';
import type { Address, Subject } from './addresses';
import './api.css';
import { at } from '../core/root';

export type LoadedSubjects = readonly Subject[] | 'loading' | 'missing';

export function AddressesPage({ subjects }: { readonly subjects: LoadedSubjects }): JSX.Element {
  const { t } = useText();
  return (
    <PlainPage name="api-page">
      <h1>{t('api.title')}</h1>
      <p class="api-intro">{t('api.intro')}</p>
      <ul class="api-documents">
        <li>
          <a href={at('/api/openapi.json')}>openapi.json</a>: {t('api.openapi')}
        </li>
        <li>
          <a href={at('/api/asyncapi.json')}>asyncapi.json</a>: {t('api.asyncapi')}
        </li>
      </ul>
      {typeof subjects === 'string' ? (
        <p class="soft" role="status">
          {t(`api.${subjects}`)}
        </p>
      ) : (
        subjects.map((subject) => <About key={subject.name} subject={subject} />)
      )}
    </PlainPage>
  );
}

function About({ subject }: { readonly subject: Subject }): JSX.Element {
  return (
    <section class="block">
      <h2 lang="en">{subject.title}</h2>
      <ul class="api-addresses">
        {subject.addresses.map((address) => (
          <At key={`${address.method} ${address.path}`} address={address} />
        ))}
      </ul>
    </section>
  );
}

function At({ address }: { readonly address: Address }): JSX.Element {
  const { t } = useText();
  return (
    <li>
      <div class="api-where">
        <code>
          {address.method} {address.path}
        </code>
        <p class="small soft">{t(`api.who_${address.who}`)}</p>
      </div>
      <div lang="en">
        <h3>{address.summary}</h3>
        <p class="small">{address.description}</p>
      </div>
    </li>
  );
}
