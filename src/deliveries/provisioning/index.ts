import { ciscoSettings } from './cisco.ts';
import type { Provisioning } from './doors.ts';
import { fanvilSettings } from './fanvil.ts';
import { gigasetSettings } from './gigaset.ts';
import { grandstreamSettings } from './grandstream.ts';
import { ldapSettings } from './ldap.ts';
import { htekSettings, mitelSettings } from './other-phones.ts';
import {
  asteriskSettings,
  freepbxSettings,
  freeswitchSettings,
  kamailioSettings,
  otherSettings,
  threeCxSettings,
} from './pbx.ts';
import { polycomSettings } from './polycom.ts';
import { snomSettings } from './snom.ts';
import {
  acrobitsSettings,
  linphoneSettings,
  microsipSettings,
  sessiontalkSettings,
  zoiperSettings,
} from './softphones.ts';
import { yealinkSettings } from './yealink.ts';

// The registry, in the order of the Phones page.
export const provisionings: readonly Provisioning[] = [
  yealinkSettings,
  ciscoSettings,
  polycomSettings,
  grandstreamSettings,
  snomSettings,
  fanvilSettings,
  gigasetSettings,
  mitelSettings,
  htekSettings,
  acrobitsSettings,
  sessiontalkSettings,
  zoiperSettings,
  microsipSettings,
  linphoneSettings,
  asteriskSettings,
  freepbxSettings,
  freeswitchSettings,
  kamailioSettings,
  threeCxSettings,
  ldapSettings,
  otherSettings,
];
