using Microsoft.Extensions.Logging;

namespace SsoOidc.Diagnostics;

/// <summary>The wire trace.</summary>
internal sealed partial class WireEvents(ILogger logger)
{
    public const string Category = "SsoOidc.Wire";

    public bool IsEnabled => logger.IsEnabled(LogLevel.Information);

    [LoggerMessage(400, LogLevel.Information, "{Operation}, attempt {Attempt}, sends\n{Request}")]
    public partial void Sends(string operation, int attempt, string request);

    [LoggerMessage(401, LogLevel.Information, "{Operation}, attempt {Attempt}, received\n{Answer}")]
    public partial void Received(string operation, int attempt, string answer);

    [LoggerMessage(402, LogLevel.Information, "{Operation}, attempt {Attempt}, received no whole answer: {Code}")]
    public partial void ReceivedNothing(string operation, int attempt, string code);
}
