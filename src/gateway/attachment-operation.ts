/** The operation behind `GET /attachments/<id>`. */

/** Its name in the log and the metrics. */
export const ATTACHMENT_OPERATION = 'AttachmentDownload';

export const ATTACHMENT_DOCUMENT = `query ${ATTACHMENT_OPERATION}($id: ID!) { ticketAttachment(id: $id) { fileName content } }`;
