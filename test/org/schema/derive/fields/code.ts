// Fields of what administrators and developers make: code, templates, reports, record types, list views.

import { language } from './picklists.ts';
import type { FieldNotes } from '../standardObject.ts';

export const code: FieldNotes = {
  EmailTemplate: {
    Name: 'string(80) required name "Email Template Name"',
    DeveloperName: 'string(80) required "Template Unique Name"',
    FolderId: 'reference ->Folder,Organization,User required',
    BrandTemplateId: '& createonly',
    TemplateStyle:
      'picklist(40) {none|freeForm|formalLetter|promotionRight|promotionLeft|newsletter|products} restricted required createonly "Style"',
    IsActive: 'boolean "Available For Use"',
    TemplateType: 'picklist(40) {text|html|custom|visualforce} restricted required createonly',
    Encoding:
      'picklist(40) {UTF-8*|ISO-8859-1|Shift_JIS|ISO-2022-JP|EUC-JP|ks_c_5601-1987|Big5|GB2312} restricted',
    Description: 'textarea(4000)',
    Subject: 'string(255)',
    HtmlValue: 'textarea(384000) "HTML Value"',
    Body: 'textarea(384000) "Email Body"',
    TimesUsed: 'int(9) readonly required',
    LastUsedDate: 'datetime readonly',
    RelatedEntityType: 'picklist(40) {Account|Contact|Lead|Opportunity|Case}',
  },
  ApexClass: {
    Name: 'string(255) required name idlookup',
    ApiVersion: 'double(18,1) required',
    Status: 'picklist(40) {Inactive|Active*|Deleted} restricted required',
    IsValid: 'boolean "Is Valid"',
    BodyCrc: 'double(18,0) "Body CRC"',
    Body: 'textarea(1000000)',
    LengthWithoutComments: 'int(9) required defaulted "Size Without Comments"',
  },
  ApexTrigger: {
    Name: 'string(255) required name idlookup',
    TableEnumOrId:
      'picklist(40) {Account|Case|Contact|Lead|Opportunity|Task|Event|Project__c|Invoice__c} required "Custom Object Definition ID"',
    ApiVersion: 'double(18,1) required',
    Status: 'picklist(40) {Inactive|Active*|Deleted} restricted required',
    IsValid: 'boolean "Is Valid"',
    BodyCrc: 'double(18,0) "Body CRC"',
    Body: 'textarea(1000000)',
    LengthWithoutComments: 'int(9) required defaulted "Size Without Comments"',
  },
  ApexPage: {
    Name: 'string(80) required name idlookup',
    ApiVersion: 'double(18,1) required defaulted',
    MasterLabel: 'string(80) required "Label"',
    Description: 'textarea(4000)',
    ControllerType: 'picklist(40) {0*|1|2|3} restricted readonly required',
    Markup: 'textarea(1048576) required',
  },
  ApexComponent: {
    Name: 'string(80) required name idlookup',
    ApiVersion: 'double(18,1) required defaulted',
    MasterLabel: 'string(80) required "Label"',
    Description: 'textarea(4000)',
    ControllerType: 'picklist(40) {0*|1|2|3} restricted readonly required',
    Markup: 'textarea(1048576) required',
  },
  Report: {
    OwnerId: 'reference ->Folder,Organization,User readonly',
    FolderName: 'string(255) readonly',
    Name: 'string(40) required name "Report Name"',
    DeveloperName: 'string(80) required "Report Unique Name"',
    Description: 'string(255)',
    Format: 'picklist(40) {Tabular|Summary|Matrix|MultiBlock=Joined} restricted readonly',
  },
  Dashboard: {
    FolderId: 'reference ->Folder,Organization,User readonly required',
    FolderName: 'string(255) readonly',
    Title: 'string(80) required name',
    DeveloperName: 'string(80) required "Dashboard Unique Name"',
    Description: 'textarea(255)',
    RunningUserId: 'reference ->User readonly required',
    LeftSize: 'picklist(40) {Narrow|Medium|Wide} restricted readonly required',
    MiddleSize: 'picklist(40) {Narrow|Medium|Wide} restricted readonly',
    RightSize: 'picklist(40) {Narrow|Medium|Wide} restricted readonly required',
    Type: 'picklist(40) {SpecifiedUser|LoggedInUser|MyTeamUser} restricted readonly required',
    ColorPalette: 'string(40) readonly',
  },
  RecordType: {
    Name: 'string(80) required name',
    DeveloperName: 'string(80) required',
    SobjectType:
      'picklist(40) {Account|Case|Contact|Lead|Opportunity|Project__c} restricted required createonly "SObject Type Name"',
    Description: 'textarea(255)',
  },
  CustomPermission: {
    DeveloperName: 'string(80) required',
    MasterLabel: 'string(80) required',
    Language: `picklist(40) {${language}} restricted required`,
    Description: 'textarea(255)',
  },
  ListView: {
    Name: 'string(40) readonly name "View Name"',
    DeveloperName: 'string(80) readonly required',
    SobjectType: 'picklist(40) restricted readonly required "SObject Type"',
  },
};
