import { phoneFormatContract } from '../../test/contracts/phone-format.contract.ts';
import { phoneFormats } from './phone-xml/index.ts';
import { softphoneFormats } from './softphones/index.ts';

for (const format of [...phoneFormats, ...softphoneFormats]) phoneFormatContract(format);
