using Microsoft.Extensions.Logging;

namespace SsoOidc;

/// <summary>The line that each call leaves in the log of <see cref="SsoOidcClientOptions.LoggerFactory"/>.</summary>
public sealed class CallLogOptions
{
    /// <summary>
    /// Gets or sets the level of the line. In text: <c>trace</c>, <c>debug</c>, <c>information</c>, <c>warning</c>, <c>error</c>,
    /// <c>critical</c> or <c>none</c>. Default <see cref="LogLevel.Information"/>. Reference name <c>:log_level</c>. Accepted and
    /// validated; takes effect in a later version.
    /// </summary>
    public LogLevel? Level { get; set; }

    /// <summary>
    /// Gets or sets what makes the line of a finished call. Default: one line with operation, status, duration and retries.
    /// Reference name <c>:log_formatter</c>. Accepted and validated; takes effect in a later version.
    /// </summary>
    public Func<FinishedCall, string>? Formatter { get; set; }

    internal CallLogOptions Copy() => (CallLogOptions)MemberwiseClone();
}
