import { describe, expect, it } from 'vitest';
import { productPackages } from '../../../functions/domain/intent/product-packages.ts';
import { specOf } from '../../support/planning/intent.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

describe('productPackages', () => {
  it.each([
    ['roll out the nginx fix to production web servers', ['web'], ['nginx']],
    [
      'Roll out the Apache path traversal patch on every production web server',
      ['web'],
      ['apache', 'apache2', 'httpd'],
    ],
    ['install the postgres update on staging databases', ['database'], ['postgres', 'postgresql']],
    ['update tomcat to 10.1.49 on staging app servers', ['app'], ['tomcat']],
    ['upgrade tomcat on staging app servers', ['app'], ['tomcat']],
    ['roll out the nginx fix in production', ['web'], ['nginx']],
    ['bring nginx to 1.28.2 on staging web servers', ['web'], ['nginx']],
  ])('narrow the patch of “%s”, and not the machines alone', (intent, roles, packages) => {
    const { selector, constraints } = specOf(intent);

    expect(selector.roles).toEqual(roles);
    expect(constraints.packages).toEqual(packages);
  });

  it.each([
    'Patch the nginx servers in staging',
    'roll the kernel fix to nginx servers in staging',
    'install security updates on staging nginx',
    'Patch nginx in staging',
  ])('are none where machines are called so: “%s”', (intent) => {
    expect(specOf(intent).constraints.packages).toBeUndefined();
  });

  it('are shown as what is installed', () => {
    expect(specOf('roll out the nginx fix in production').understood).toContainEqual(
      expect.objectContaining({ text: 'nginx', as: 'constraint', value: 'packages=nginx' }),
    );
  });

  it('are none of words that nobody took for machines', () => {
    expect(productPackages(claimsOf('the nginx fix'))).toEqual([]);
  });
});
