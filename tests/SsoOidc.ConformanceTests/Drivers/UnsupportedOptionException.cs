namespace SsoOidc.ConformanceTests.Drivers;

/// <summary>A case sets something that the drivers do not map to the library. That is a failure, never a reason to skip.</summary>
internal sealed class UnsupportedOptionException(string message) : Exception(message);
