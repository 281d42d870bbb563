using Microsoft.Extensions.Logging;
using SsoOidc.Options;

namespace SsoOidc;

/// <summary>
/// The line that each call leaves in the log of <see cref="SsoOidcClientOptions.LoggerFactory"/>, in the category <c>SsoOidc.Client</c>,
/// once it has ended with a response or an error of the service or the transport.
/// </summary>
public sealed class CallLogOptions
{
    /// <summary>
    /// Gets or sets the level of the line. In text: <c>trace</c>, <c>debug</c>, <c>information</c>, <c>warning</c>, <c>error</c>,
    /// <c>critical</c> or <c>none</c>, which writes no line. Default <see cref="LogLevel.Information"/>. Reference name
    /// <c>:log_level</c>.
    /// </summary>
    public LogLevel? Level { get => (LogLevel?)Given[CallRows.CallLogLevel]; set => Given[CallRows.CallLogLevel] = value; }

    /// <summary>
    /// Gets or sets what makes the line of a finished call: a function, or the <see cref="CallLogFormatter.Format"/> of a
    /// <see cref="CallLogFormatter"/>. In text: <c>default</c>, <c>short</c>, <c>colored</c>, or a pattern with a colon in it. What the
    /// function throws is logged and does not reach the caller. Default: that of <see cref="CallLogFormatter.Default"/>. Reference name
    /// <c>:log_formatter</c>.
    /// </summary>
    public Func<FinishedCall, string>? Formatter
    {
        get => (Func<FinishedCall, string>?)Given[CallRows.CallLogFormatter];
        set => Given[CallRows.CallLogFormatter] = value;
    }

    internal GivenOptions Given { get => field ??= new(); init; }
}
