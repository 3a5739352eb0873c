/* spark.tsx -- a factor over the rounds: a small line on a fixed scale, a dot at now, and the word. */
import type { JSX } from 'preact';
import type { Series } from '../core/types';
import './spark.css';

export function Sparks({ label, series }: { readonly label: string; readonly series: readonly Series[] }): JSX.Element {
  return (
    <table class="sparks">
      <caption class="hidden-text">{label}</caption>
      <tbody>
        {series.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.name} <b>{one.word}</b>
            </th>
            <td>
              <Spark values={one.values} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Spark({ values }: { readonly values: readonly number[] }): JSX.Element {
  const step = values.length > 1 ? 92 / (values.length - 1) : 0;
  const points = values.map((value, i) => ({
    x: 4 + i * step,
    y: 30 - (Math.min(1000, Math.max(0, value)) / 1000) * 28,
  }));
  const last = points[points.length - 1];
  return (
    <svg class="spark" viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path class="spark-middle" d="M4 16h92" vector-effect="non-scaling-stroke" />
      <polyline
        class="spark-line"
        points={points.map((point) => `${point.x},${point.y}`).join(' ')}
        vector-effect="non-scaling-stroke"
      />
      {last !== undefined && (
        <path class="spark-now" d={`M${last.x} ${last.y}h0.01`} vector-effect="non-scaling-stroke" />
      )}
    </svg>
  );
}
