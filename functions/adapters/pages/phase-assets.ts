import { changeText } from '../../domain/plan/change-summary.ts';
import type { PlannedAsset, PlannedPhase } from '../../domain/plan/plan.ts';
import { html } from './html.ts';
import type { Html } from './html.ts';

/** Most assets of a phase with what changes on each; of more, what changes is told once, in sum. */
const mostTold = 200;

const changesOf = ({ changes = [], cve_ids: closed = [] }: PlannedAsset): string =>
  [...changes.map(changeText), ...(closed.length > 0 ? [`closes ${closed.join(', ')}`] : [])].join(
    '; ',
  );

const line = (asset: PlannedAsset, isTold: boolean): Html =>
  html`<tr>
    <td><code>${asset.asset_id}</code></td>
    <td>${asset.name}</td>
    <td><code>${asset.version}</code></td>
    ${isTold ? html`<td>${changesOf(asset)}</td>` : null}
  </tr>`;

/** The exact assets of a phase, with what changes on each as long as they are not too many to read. */
export const phaseAssets = ({ name, assets }: PlannedPhase): Html => {
  const isTold = assets.length <= mostTold;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Assets of ${name}">
    <table>
      <thead>
        <tr>
          <th scope="col">Asset</th>
          <th scope="col">Name</th>
          <th scope="col">Version that the plan saw</th>
          ${isTold ? html`<th scope="col">What changes</th>` : null}
        </tr>
      </thead>
      <tbody>
        ${assets.map((asset) => line(asset, isTold))}
      </tbody>
    </table>
  </div>`;
};
