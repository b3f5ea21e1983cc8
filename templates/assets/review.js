// SPDX-License-Identifier: GPL-3.0-or-later
// Draws the table of days as a chart where Chart.js is installed. Without it, or without scripts, bars and the
// table stay.
(() => {
  const table = document.getElementById('_days');
  const plot = document.getElementById('_plot');
  const bars = document.getElementById('_bars');
  if (!table || !plot || !window.Chart) return;
  const rows = [...table.tBodies[0].rows];
  const number = (cell) => Number(cell.textContent);
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  let chart = null;

  const draw = () => {
    if (chart) chart.destroy();
    const soft = colour('--soft');
    const line = colour('--line');
    window.Chart.defaults.font.family = getComputedStyle(document.body).fontFamily;
    const set = (label, cell, ink, fill) => ({
      label,
      data: rows.map((row) => number(row.cells[cell])),
      borderColor: colour(ink),
      backgroundColor: colour(fill),
      borderWidth: 2,
      pointRadius: rows.length > 45 ? 0 : 2,
      pointHitRadius: 12,
      tension: 0.25,
      fill: true,
    });
    chart = new window.Chart(plot.querySelector('canvas'), {
      type: 'line',
      data: {
        labels: rows.map((row) => row.cells[0].textContent.trim()),
        datasets: [
          set('Without an answer', 2, '--failed', '--failed-wash'),
          set('Searches', 1, '--all', '--all-wash'),
        ],
      },
      options: {
        animation: false,
        maintainAspectRatio: false,
        interaction: { mode: 'index', intersect: false },
        plugins: { legend: { display: false } },
        scales: {
          x: { ticks: { color: soft, maxRotation: 0, autoSkipPadding: 24 }, grid: { display: false } },
          y: { beginAtZero: true, ticks: { color: soft, precision: 0 }, grid: { color: line } },
        },
        onClick: (event, points) => {
          if (points.length > 0) rows[points[0].index].querySelector('a').click();
        },
      },
    });
  };

  plot.hidden = false;
  bars.hidden = true;
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
})();
