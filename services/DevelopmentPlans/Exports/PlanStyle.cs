namespace Mastery.DevelopmentPlans;

/// <summary>How a plan's page looks, on the screen and on A4.</summary>
static class PlanStyle
{
    public const string Text = """

        body { font: 16px/1.5 Arial, Helvetica, sans-serif; color: #1d1d1d; background: #ffffff; }
        body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
        h1, h2, h3 { line-height: 1.25; color: #12335b; break-after: avoid; }
        h1 { font-size: 1.9rem; margin: 0 0 .75rem; }
        h2 { font-size: 1.4rem; margin: 2rem 0 .75rem; border-bottom: 2px solid #12335b; }
        h3 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
        .kind { margin: 0; font-weight: bold; }
        .text { white-space: pre-line; }
        dl { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr)); gap: .5rem 1.5rem; }
        dl { margin: .5rem 0; }
        dt { font-size: .85rem; color: #4a4a4a; }
        dd { margin: 0; }
        table { border-collapse: collapse; width: 100%; margin: .75rem 0; font-size: .9rem; }
        caption { text-align: left; font-weight: bold; padding-bottom: .25rem; }
        th, td { border: 1px solid #8a8a8a; padding: .35rem .5rem; text-align: left; vertical-align: top; }
        td li { overflow-wrap: anywhere; }
        thead th { background: #e6ecf4; }
        tbody th { font-weight: normal; }
        td ul { margin: .25rem 0 0; padding-left: 1.1rem; }
        a { color: #12335b; }
        figure { margin: .75rem 0; break-inside: avoid; }
        figcaption { font-size: .9rem; }
        svg { max-width: 100%; height: auto; font: 13px Arial, Helvetica, sans-serif; fill: #1d1d1d; }
        svg .all { fill: #ffffff; stroke: #6a6a6a; }
        svg .part { fill: #1f5fa6; }
        svg line { stroke: #6a6a6a; stroke-width: 1.5; }
        svg line.target { stroke: #1d1d1d; stroke-dasharray: 6 4; }
        svg polyline.value { fill: none; stroke: #1f5fa6; stroke-width: 2; }
        svg circle.value { fill: #1f5fa6; }
        footer { margin-top: 2rem; border-top: 1px solid #8a8a8a; font-size: .85rem; color: #4a4a4a; }
        @page { size: A4; margin: 15mm; }
        @media print {
          body { font-size: 10.5pt; max-width: none; padding: 0; }
          thead { display: table-header-group; }
          tr { break-inside: avoid; }
          svg, thead th { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
        }

        """;
}
