import { describe, expect, it } from 'vitest';
import { isOtherLanguage } from '../../../functions/domain/intent/is-other-language.ts';
import { claimsOf } from '../../support/planning/small-fleet.ts';

describe('isOtherLanguage', () => {
  it.each([
    ...['Bitte alle Server in Produktion patchen und prüfen', 'обнови серверы', '日本語'],
    ...['Veuillez mettre à jour les serveurs', 'Parchea los servidores de producción por favor'],
    ...['uppdatera allt på staging och test', 'Patch серверы web', "l'app d'abord"],
    ...['une des les', 'un lancer', 'Für alle'],
  ])('hears it in “%s”', (intent) => {
    expect(isOtherLanguage(claimsOf(intent))).toBe(true);
  });

  it.each([
    ...['Patch web servers in staging', 'Patch die web servers', 'patch 12 34', '12', ''],
    ...['Patch the серверы on staging now please ok yes', 'patch the der die das of my web on it'],
    ...["Patch l'app", 'os patch in no de la', "don't patch o'brien", 'le web de la patch'],
  ])('does not hear it in “%s”', (intent) => {
    expect(isOtherLanguage(claimsOf(intent))).toBe(false);
  });
});
