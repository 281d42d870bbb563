using System.Globalization;
using System.Text;
using SsoOidc.Shapes;

namespace SsoOidc.Reports;

/// <summary>Prints parameters for a log line: <c>clientId:"c",scopes:["a","b"]</c>.</summary>
/// <param name="maxStringLength">How many characters of a text are printed.</param>
/// <param name="filter">The names whose values are hidden besides the secrets.</param>
internal readonly struct ParameterText(int maxStringLength, IReadOnlyList<string> filter)
{
    public void Append(StringBuilder output, IReadOnlyDictionary<string, object?> parameters)
    {
        bool any = false;
        foreach (var (name, value) in parameters)
        {
            if (any)
            {
                output.Append(',');
            }

            any = true;
            output.Append(Text.ForDisplay(name)).Append(':');
            Append(output, IsFiltered(name) ? Redaction.Filtered : value);
        }
    }

    public void AppendText(StringBuilder output, string text) => QuotedText.AppendCut(output, text, maxStringLength);

    private bool IsFiltered(string name)
    {
        foreach (string filtered in filter)
        {
            if (filtered.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private void Append(StringBuilder output, object? value)
    {
        switch (value)
        {
            case null:
                output.Append("null");
                break;
            case string text when ReferenceEquals(text, Redaction.Filtered):
                output.Append('"').Append(text).Append('"');
                break;
            case string text:
                AppendText(output, text);
                break;
            case bool flag:
                output.Append(flag ? "true" : "false");
                break;
            case IReadOnlyDictionary<string, object?> members:
                output.Append('{');
                Append(output, members);
                output.Append('}');
                break;
            case IEnumerable<object?> items:
                AppendList(output, items);
                break;
            default:
                output.Append(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    private void AppendList(StringBuilder output, IEnumerable<object?> items)
    {
        output.Append('[');
        bool any = false;
        foreach (object? item in items)
        {
            if (any)
            {
                output.Append(',');
            }

            any = true;
            Append(output, item);
        }

        output.Append(']');
    }
}
