// What the Microsoft 365 page says: the clouds to choose from, and how to get what the form asks for. The same words as
// in docs/microsoft-365.md. The source checks what is entered (sources/microsoft365/settings.ts).

export const microsoftClouds = [
  { value: 'global', label: 'Global (and GCC)' },
  { value: 'us-government', label: 'US Government (GCC High)' },
  { value: 'us-dod', label: 'US DoD' },
  { value: 'china', label: 'China (21Vianet)' },
] as const;

/** One of these, as an application permission, with admin consent. */
export const microsoftPermissions = [
  'OrgContact.Read.All',
  'Directory.Read.All',
  'Directory.ReadWrite.All',
] as const;

/** Also needed for users as contacts, unless one of the Directory permissions is there. */
export const microsoftUsersPermission = 'User.Read.All';

export interface SetupStep {
  readonly title: string;
  readonly text: string;
}

export const microsoftSetupSteps: readonly SetupStep[] = [
  {
    title: 'Register an application',
    text: 'In the Azure portal open Microsoft Entra ID → App registrations → New registration. Give it a name such as "Switchbook", choose "Accounts in this organizational directory only", leave the redirect URI empty, and register.',
  },
  {
    title: 'Copy the two IDs',
    text: 'On the application\'s Overview, copy "Application (client) ID" into Client ID and "Directory (tenant) ID" into Tenant ID.',
  },
  {
    title: 'Allow it to read contacts',
    text: 'Open API permissions → Add a permission → Microsoft Graph → Application permissions (not Delegated permissions), tick OrgContact.Read.All, and add it. Directory.Read.All or Directory.ReadWrite.All do as well. For users as contacts, add User.Read.All too.',
  },
  {
    title: 'Grant admin consent',
    text: 'On the same page choose "Grant admin consent" and confirm. The status of the permission must turn to "Granted". Only an administrator of the tenant can do this.',
  },
  {
    title: 'Create a secret',
    text: 'Open Certificates & secrets → Client secrets → New client secret. Copy the text in the column Value at once: it is shown only now. The column Secret ID is not the secret.',
  },
  {
    title: 'Test the connection',
    text: 'Paste all three here and choose Test connection. A permission that was just granted can take a few minutes to work.',
  },
];
