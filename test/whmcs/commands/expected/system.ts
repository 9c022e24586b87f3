/** What the samples of administrators, modules and figures become. */
export const system: Readonly<Record<string, object>> = {
  'GetAdminUsers.unassigned': {
    admin_users: [{ id: 3, uuid: null, supportDepartmentIds: [], receivesTicketNotifications: [], isDisabled: false }],
  },
  'GetAdminDetails.tidy': { adminid: 3, departments: [1, 3], requesttime: '2025-09-30 08:42:10' },
  'GetAutomationLog.none': { statistics: {} },
  'GetAutomationLog.alone': { statistics: { '2025-09-30': { DatabaseBackup: { count: 1 } } } },
  'GetHealthStatus.forbidden': { checks: { success: [], warning: [], danger: [] } },
  'GetModuleQueue.leaking': { queue: [{ lastAttemptError: 'Login failed: password=[secret] for root' }] },
  'GetStats.plain': { income_today: '1204.50', income_alltime: '1950777.25', billableitems_uninvoiced: 15 },
  'GetStats.tidy': {
    income_thismonth: '30411.95',
    timeline_data: { new_orders: { '2025-09-30': 17 }, income: { '2025-09-29': '998.00' } },
  },
};
